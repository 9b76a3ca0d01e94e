// Draws how far a packet is built, without a reload. Without this script the page has a link that loads it anew.
"use strict";
(() => {
  const EVERY_MS = 1000;

  async function told(address) {
    try {
      const answer = await fetch(address, { headers: { "X-In-Background": "1" }, redirect: "error" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  async function follow(bar) {
    const now = await told(bar.dataset.progress);
    if (now) {
      bar.value = now.percent;
      const words = bar.parentElement.querySelector("[data-progress-words]");
      if (words) words.textContent = `${now.percent} % · ${now.status}`;
      if (now.is_over) return "reload" in bar.dataset ? location.reload() : undefined;
    }
    setTimeout(() => follow(bar), EVERY_MS);
  }

  for (const bar of document.querySelectorAll("[data-progress]")) follow(bar);
})();
