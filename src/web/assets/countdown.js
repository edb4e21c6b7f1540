// Counts down to a deadline that the page already says in words: <time data-until="2026-04-14T22:00:00Z" data-words="{d} d {h} h {m} min">.
'use strict';
const tick = () => {
  for (const at of document.querySelectorAll('time[data-until]')) {
    const left = Math.max(0, new Date(at.dataset.until) - Date.now()), minutes = Math.floor(left / 60000);
    const parts = { d: Math.floor(minutes / 1440), h: Math.floor(minutes / 60) % 24, m: minutes % 60 };
    at.textContent = at.dataset.words.replace(/\{([dhm])\}/g, (_, part) => parts[part]);
  }
};
tick();
setInterval(tick, 30000);
