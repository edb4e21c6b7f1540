// Small comforts of every page. Everything works without them.
'use strict';
// `/` leads to the search from anywhere.
document.addEventListener('keydown', (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
    const find = document.getElementById('find');
    if (find) { event.preventDefault(); find.focus(); find.select(); }
  }
  if (event.key === 'Escape') document.querySelectorAll('details.menu[open]').forEach((menu) => { menu.open = false; });
});
// A click beside an open menu closes it.
document.addEventListener('click', (event) => {
  document.querySelectorAll('details.menu[open]').forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});
// A button that was clicked does not send its form twice.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = 'yes';
  window.addEventListener('pageshow', () => { delete form.dataset.sent; }, { once: true });
});
// Where a row of places is wider than the screen, the one where the reader is comes into view.
const here = document.querySelector('.places [aria-current]');
if (here) here.parentElement.scrollLeft = here.offsetLeft - 24;
