// Counts down to a deadline that the page already says in words: <time data-left="86400" data-words="{d} d {h} h {m} min">. What is left
// is in seconds, by the server's clock when the page was made.
'use strict';
const tick = () => {
  const since = performance.now() / 1000;
  for (const at of document.querySelectorAll('time[data-left]')) {
    const minutes = Math.max(0, Math.floor((at.dataset.left - since) / 60));
    const parts = { d: Math.floor(minutes / 1440), h: Math.floor(minutes / 60) % 24, m: minutes % 60 };
    at.textContent = at.dataset.words.replace(/\{([dhm])\}/g, (_, part) => parts[part]);
  }
};
tick();
setInterval(tick, 30000);
