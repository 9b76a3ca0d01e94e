// Pictures of a tip, large: zoomed and moved by keys, wheel and pointer. Only scrubbed copies are ever loaded.
"use strict";
(() => {
  const links = [...document.querySelectorAll("a[data-view]")];
  const viewer = document.getElementById("viewer");
  if (!links.length || !viewer) return;
  const stage = viewer.querySelector(".viewer-stage");
  const picture = stage.querySelector("img");
  const LEAST = 1, MOST = 16, STEP = 1.4, MOVE = 60;
  let at = 0, zoom = 1, x = 0, y = 0, turned = 0, held = null;

  function draw() {
    if (zoom === LEAST) x = y = 0;
    picture.style.transform = `translate(${x}px, ${y}px) rotate(${turned}deg) scale(${zoom})`;
  }

  function whole() {
    zoom = LEAST;
    draw();
  }

  // The point (px, py), measured from the middle of the stage, stays where it is.
  function scale(by, px = 0, py = 0) {
    const to = Math.min(MOST, Math.max(LEAST, zoom * by));
    x = px - ((px - x) * to) / zoom;
    y = py - ((py - y) * to) / zoom;
    zoom = to;
    draw();
  }

  function move(dx, dy) {
    x += dx;
    y += dy;
    draw();
  }

  function show(number) {
    at = (number + links.length) % links.length;
    turned = 0;
    whole();
    picture.src = links[at].href;
    picture.alt = links[at].querySelector("img").alt;
    viewer.querySelector("[data-name]").textContent = `${at + 1}/${links.length} ${links[at].dataset.view}`;
  }

  const acts = {
    back: () => show(at - 1), on: () => show(at + 1), closer: () => scale(STEP), farther: () => scale(1 / STEP), whole,
    turn: () => { turned += 90; draw(); }, close: () => viewer.close(),
  };
  const keys = {
    PageUp: acts.back, PageDown: acts.on, "+": acts.closer, "=": acts.closer, "-": acts.farther, 0: whole, r: acts.turn,
    ArrowLeft: () => move(MOVE, 0), ArrowRight: () => move(-MOVE, 0), ArrowUp: () => move(0, MOVE), ArrowDown: () => move(0, -MOVE),
  };

  links.forEach((link, number) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(number);
    viewer.showModal();
  }));
  links[0].dataset.key = "g";
  links[0].dataset.keyName = viewer.getAttribute("aria-label");
  viewer.addEventListener("click", (event) => acts[event.target.dataset?.act]?.());
  viewer.addEventListener("close", () => links[at].focus());
  viewer.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = stage.getBoundingClientRect();
    scale(event.deltaY < 0 ? STEP : 1 / STEP, event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2);
  }, { passive: false });
  stage.addEventListener("pointerdown", (event) => {
    held = event.pointerId;
    stage.setPointerCapture(held);
  });
  stage.addEventListener("pointermove", (event) => event.pointerId === held && move(event.movementX, event.movementY));
  stage.addEventListener("pointerup", () => { held = null; });
  stage.addEventListener("dblclick", () => (zoom > LEAST ? whole() : scale(STEP * STEP)));
})();
