// The network picture: zoom, pan, and links shown by grade. Without this script the page draws the same by the form.
(() => {
  "use strict";
  const frame = document.querySelector("[data-network]");
  const svg = frame && frame.querySelector("svg");
  if (!svg) return;
  const whole = svg.viewBox.baseVal;
  const all = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
  let view = { ...all };
  const show = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
  const scale = () => Math.max(view.w / svg.clientWidth, view.h / svg.clientHeight);

  function zoom(by, at) {
    const wide = Math.min(all.w * 2, Math.max(all.w / 20, view.w * by));
    const ratio = wide / view.w;
    const middle = at || { x: view.x + view.w / 2, y: view.y + view.h / 2 };
    view = { x: middle.x - (middle.x - view.x) * ratio, y: middle.y - (middle.y - view.y) * ratio, w: wide, h: view.h * ratio };
    show();
  }
  function pan(x, y) { view.x += x; view.y += y; show(); }
  function point(event) {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return { x: place.x, y: place.y };
  }

  frame.classList.add("is-live");
  frame.style.aspectRatio = `${all.w} / ${all.h}`;
  const tools = document.querySelector("[data-network-tools]");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const press = event.target.closest("button");
    if (!press) return;
    if (press.dataset.zoom === "in") zoom(0.8);
    else if (press.dataset.zoom === "out") zoom(1.25);
    else if (press.dataset.zoom === "whole") { view = { ...all }; show(); }
    else window.print();
  });
  window.addEventListener("beforeprint", () => { view = { ...all }; show(); });

  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== frame) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 0.9 : 1.11, point(event));
  }, { passive: false });
  frame.addEventListener("keydown", (event) => {
    const step = view.w / 12;
    const act = {
      ArrowLeft: () => pan(-step, 0), ArrowRight: () => pan(step, 0), ArrowUp: () => pan(0, -step),
      ArrowDown: () => pan(0, step), "+": () => zoom(0.8), "-": () => zoom(1.25), 0: () => { view = { ...all }; show(); },
    }[event.key];
    if (!act || event.target !== frame) return;
    event.preventDefault();
    act();
  });

  // One finger or the mouse moves the picture, two fingers zoom it.
  const down = new Map();
  let moved = false;
  frame.addEventListener("pointerdown", (event) => { down.set(event.pointerId, event); moved = false; });
  frame.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    if (down.size === 1) {
      if (!moved && Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) < 4) return;
      moved = true;
      frame.classList.add("is-moving");
      frame.setPointerCapture(event.pointerId);
      pan((before.clientX - event.clientX) * scale(), (before.clientY - event.clientY) * scale());
    } else {
      const other = [...down.values()].find((each) => each.pointerId !== event.pointerId);
      const was = Math.hypot(before.clientX - other.clientX, before.clientY - other.clientY);
      const is = Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY);
      moved = true;
      if (was && is) zoom(was / is, point(event));
    }
    down.set(event.pointerId, event);
  });
  const up = (event) => { down.delete(event.pointerId); frame.classList.remove("is-moving"); };
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) frame.addEventListener(name, up);
  // A move that ends on a box is no press of its link.
  frame.addEventListener("click", (event) => { if (moved) { event.preventDefault(); moved = false; } }, true);
  frame.addEventListener("dragstart", (event) => event.preventDefault());

  const filter = document.querySelector("[data-network-filter]");
  const boxes = [...filter.querySelectorAll("input[name=show]")];
  // Only a picture that holds every link can show one again; the form fetches what is not there.
  if (boxes.every((box) => box.checked)) {
    filter.querySelector("[data-network-apply]").hidden = true;
    filter.addEventListener("change", () => {
      const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
      for (const each of document.querySelectorAll("[data-strength]")) {
        each.classList.toggle("is-out", !shown.has(each.dataset.strength));
      }
    });
  }
})();
