// Search as you type: the same results as the search page, below the field.
'use strict';
const find = document.querySelector('[data-search]');
if (find) {
  let list = null, asked = 0, timer = 0;
  const close = () => { if (list) { list.remove(); list = null; find.setAttribute('aria-expanded', 'false'); } };
  const show = (hits) => {
    close();
    if (!hits.length) return;
    list = document.createElement('ul');
    list.className = 'hits';
    list.setAttribute('aria-label', find.placeholder);
    for (const hit of hits) {
      const link = document.createElement('a');
      link.href = hit.href;
      const kind = document.createElement('small');
      kind.textContent = hit.kind + ' · ';
      const more = document.createElement('small');
      more.textContent = hit.more ? ' ' + hit.more : '';
      link.append(kind, document.createTextNode(hit.text), more);
      const item = document.createElement('li');
      item.append(link);
      list.append(item);
    }
    find.parentElement.append(list);
    find.setAttribute('aria-expanded', 'true');
  };
  find.addEventListener('input', () => {
    clearTimeout(timer);
    const text = find.value.trim(), mine = ++asked;
    if (text.length < 2) { close(); return; }
    timer = setTimeout(async () => {
      try {
        const answer = await fetch(find.dataset.search + '?q=' + encodeURIComponent(text), { headers: { accept: 'application/json' } });
        if (answer.ok && mine === asked) show(await answer.json());
      } catch { close(); }
    }, 120);
  });
  find.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    if (event.key === 'ArrowDown' && list) { event.preventDefault(); list.querySelector('a').focus(); }
  });
  document.addEventListener('keydown', (event) => {
    if (!list || !list.contains(document.activeElement)) return;
    const links = [...list.querySelectorAll('a')], at = links.indexOf(document.activeElement);
    if (event.key === 'ArrowDown') { event.preventDefault(); (links[at + 1] || links[0]).focus(); }
    if (event.key === 'ArrowUp') { event.preventDefault(); (links[at - 1] || find).focus(); }
    if (event.key === 'Escape') { close(); find.focus(); }
  });
  document.addEventListener('click', (event) => { if (!find.parentElement.contains(event.target)) close(); });
}
