// The drawing of a timeline by wheel, keys and drag: each step follows the page's own links, drawn by the server.
"use strict";
(() => {
  const PATIENCE = 120; // ms between a turn of the wheel and the asking
  let asked = 0;
  let waiting = null;

  // Seconds since 1970 as the server reads an instant.
  const iso = (seconds) => `${new Date(Math.round(seconds / 60) * 60000).toISOString().slice(0, 16)}Z`;

  // Another window of the same view.
  function address(first, last) {
    const query = new URLSearchParams(location.search);
    query.set("from", iso(first));
    query.set("to", iso(last));
    return `?${query}`;
  }

  async function show(to, focus) {
    const turn = ++asked;
    const view = document.getElementById("time-view");
    view.setAttribute("aria-busy", "true");
    let answer = null;
    try {
      answer = await fetch(to, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    } catch {
      answer = null;
    }
    if (turn !== asked) return;
    if (!answer || !answer.ok || answer.redirected) {
      location.assign(to);
      return;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("time-view");
    if (turn !== asked || !fresh) return;
    view.replaceWith(fresh);
    history.replaceState(null, "", to);
    ready(fresh);
    if (focus) fresh.querySelector(focus)?.focus({ preventScroll: true });
  }

  function ready(view) {
    const box = view.querySelector(".time-scroll");
    for (const link of view.querySelectorAll("[data-way]")) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(link.getAttribute("href"), `[data-way=${link.dataset.way}]`);
      });
    }
    if (!box) return;
    const way = (name) => view.querySelector(`[data-way=${name}]`).getAttribute("href");
    const KEYS = { "+": "in", "=": "in", "-": "out", ArrowLeft: "left", ArrowRight: "right", 0: "all" };
    box.addEventListener("keydown", (event) => {
      const name = event.target === box && !event.ctrlKey && !event.altKey && !event.metaKey && KEYS[event.key];
      if (!name) return;
      event.preventDefault();
      show(way(name), ".time-scroll");
    });
    const first = Number(box.dataset.first);
    const last = Number(box.dataset.last);
    const part = (event) => {
      const edges = box.querySelector("svg").getBoundingClientRect();
      return Math.min(1, Math.max(0, (event.clientX - edges.left) / edges.width));
    };
    // A plain turn of the wheel scrolls the page, unless one is at work in the drawing.
    let closer = 1;
    box.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && document.activeElement !== box) return;
      event.preventDefault();
      closer *= event.deltaY < 0 ? 0.8 : 1.25;
      const at = first + (last - first) * part(event);
      const [left, right] = [at - (at - first) * closer, at + (last - at) * closer];
      clearTimeout(waiting);
      waiting = setTimeout(() => show(address(left, right), ".time-scroll"), PATIENCE);
    }, { passive: false });
    let from = null;
    box.addEventListener("pointerdown", (event) => {
      if (event.button === 0 && event.pointerType === "mouse" && !event.target.closest("a")) from = part(event);
    });
    box.addEventListener("pointerup", (event) => {
      const by = from === null ? 0 : from - part(event);
      from = null;
      if (Math.abs(by) > 0.01) show(address(first + (last - first) * by, last + (last - first) * by), ".time-scroll");
    });
  }

  const view = document.getElementById("time-view");
  if (view) ready(view);
})();
