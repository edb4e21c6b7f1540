// Follows a run as it is issued: <section data-progress="/office/runs/ID/progress"> with a <progress> and an <output> in it.
'use strict';
const section = document.querySelector('[data-progress]');
if (section) {
  const bar = section.querySelector('progress'), words = section.querySelector('output');
  const source = new EventSource(section.dataset.progress);
  source.onmessage = (event) => {
    const now = JSON.parse(event.data);
    if (bar) { bar.max = now.total || 1; bar.value = now.done; }
    if (words) words.textContent = now.words;
    if (now.over) { source.close(); location.reload(); }
  };
}
