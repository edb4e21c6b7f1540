// Reads a serial number by the camera where the browser can, into <input data-scan>; the script's data-word is the button's text.
'use strict';
const scanWord = document.currentScript.dataset.word;
if ('BarcodeDetector' in window && navigator.mediaDevices) {
  for (const field of document.querySelectorAll('input[data-scan]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = scanWord;
    field.after(button);
    button.addEventListener('click', async () => {
      const video = document.createElement('video');
      video.className = 'camera';
      video.playsInline = true;
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      } catch { field.focus(); return; }
      button.disabled = true;
      button.after(video);
      video.srcObject = stream;
      await video.play();
      const detector = new BarcodeDetector(), until = Date.now() + 30000;
      const stop = () => { stream.getTracks().forEach((track) => track.stop()); video.remove(); button.disabled = false; field.focus(); };
      const look = async () => {
        const [code] = await detector.detect(video).catch(() => []);
        if (code) { field.value = code.rawValue.trim().split('/').pop(); stop(); } else if (Date.now() < until) { setTimeout(look, 150); } else { stop(); }
      };
      look();
    });
  }
}
