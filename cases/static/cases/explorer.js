// The network chart: pan, zoom, drag, open nodes, narrow by time, find, keep and print. Without this script the page has
// a drawn picture and the same tables.
"use strict";
(() => {
  const root = document.querySelector("[data-explorer]");
  if (!root) return;
  const { Sheet, bows } = window.networkSheet;
  const { panel, tables, narrowed } = window.networkPanel;
  const said = root.dataset, words = JSON.parse(document.getElementById("explorer-words").textContent);
  const side = root.querySelector("[data-side]"), status = root.querySelector("[data-told]");
  const tools = document.querySelector("[data-tools]"), keep = document.querySelector("[data-keep]");
  const sheet = new Sheet(root.querySelector("canvas"));
  const chart = { nodes: [], ties: [], chosen: null };
  let worker = null, number = 0, waits = false;
  window.networkChart = Object.assign(chart, { sheet });

  // --- what is on the chart ---------------------------------------------------------------------------------------
  function take(given) {
    const before = new Map(chart.nodes.map((node) => [node.k, node]));
    const places = given.places || {};
    chart.nodes = given.nodes.map((node, at) => {
      const old = before.get(node.k), put = places[node.i], turn = at * 2.4, far = 30 * Math.sqrt(at + 1);
      const near = chart.chosen || { x: 0, y: 0 };
      const [x, y] = old ? [old.x, old.y] : put || [near.x + far * Math.cos(turn), near.y + far * Math.sin(turn)];
      return { ...node, start: node.start || Boolean(old?.start), x, y, isFixed: Boolean(old || put) };
    });
    const by = new Map(chart.nodes.map((node) => [node.k, node]));
    chart.ties = given.ties.map((tie) => ({ ...tie, one: by.get(tie.a), other: by.get(tie.b) }));
    bows(chart.ties);
    chart.chosen = chart.chosen ? by.get(chart.chosen.k) || null : null;
    document.getElementById("explorer-names").replaceChildren(...chart.nodes.map((node) => Object.assign(document.createElement("option"), { value: node.n })));
    spanTime();
  }

  function show() {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => { waits = false; sheet.draw(chart); });
  }

  function layOut(isWhole) {
    worker?.terminate();
    worker = new Worker(said.force);
    const moved = chart.nodes, at = new Map(moved.map((node, index) => [node, index]));
    const own = (number += 1);
    root.dataset.state = "moving";
    worker.onmessage = ({ data }) => {
      if (data.number !== number) return;
      moved.forEach((node, index) => { if (!node.isHeld) [node.x, node.y] = [data.x[index], data.y[index]]; });
      if (isWhole) sheet.whole(chart.nodes);
      if (data.isOver) root.dataset.state = "still";
      show();
    };
    worker.postMessage({
      number: own, x: Float64Array.from(chart.nodes, (node) => node.x), y: Float64Array.from(chart.nodes, (node) => node.y),
      fixed: Uint8Array.from(chart.nodes, (node) => Number(!isWhole && node.isFixed)),
      a: Int32Array.from(chart.ties, (tie) => at.get(tie.one)), b: Int32Array.from(chart.ties, (tie) => at.get(tie.other)),
    });
  }

  function choose(node) {
    chart.chosen = node;
    const acts = node ? [[words.open, () => open(node)], [words.off, () => off(node)], [words.from, () => { sessionStorage.setItem("network-from", node.i); status.textContent = node.n; }]] : [];
    const from = sessionStorage.getItem("network-from");
    if (node && from && from !== node.i) acts.push([words.to, () => location.assign(`?start=${from}&to=${node.i}`)]);
    panel(side, node, words, acts);
    if (node) status.textContent = `${node.n}, ${node.t}`;
    show();
  }

  function posted() {
    return JSON.stringify(Object.fromEntries(chart.nodes.map((node) => [node.i, [Math.round(node.x), Math.round(node.y)]])));
  }

  async function open(node) {
    const body = new URLSearchParams({ query: said.query, open: node.i, nodes: posted() });
    const token = keep.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(said.more, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => null);
    if (!answer?.ok) { status.textContent = words.failed; return; }
    const known = chart.nodes.length;
    chart.chosen = node;
    take(await answer.json());
    tables(document, chart, words);
    status.textContent = `${node.n}: +${chart.nodes.length - known}`;
    layOut(false);
    choose(chart.chosen);
  }

  function off(node) {
    chart.nodes = chart.nodes.filter((each) => each !== node);
    chart.ties = chart.ties.filter((tie) => tie.one !== node && tie.other !== node);
    tables(document, chart, words);
    choose(null);
  }

  // --- time -------------------------------------------------------------------------------------------------------
  const time = tools.querySelector("[data-time]"), since = time.querySelector("[data-since]"), until = time.querySelector("[data-until]");
  const months = (day) => (day ? Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 : null);
  const month = (number) => `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;

  function spanTime() {
    const all = [...chart.ties.flatMap((tie) => [months(tie.f), months(tie.l)]), ...chart.nodes.flatMap((node) => [months(node.first), months(node.last)])].filter((each) => each !== null);
    time.hidden = all.length < 2;
    if (time.hidden) return;
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const isNew = since.min !== String(low) || since.max !== String(high);
    for (const range of [since, until]) { range.min = low; range.max = high; }
    if (isNew) { since.value = low; until.value = high; }
    narrow();
  }

  function narrow() {
    const [low, high] = [Number(since.value), Number(until.value)].sort((one, other) => one - other);
    const isOut = (first, last) => (months(last) !== null && months(last) < low) || (months(first) !== null && months(first) > high);
    for (const node of chart.nodes) node.isOut = !node.start && isOut(node.first, node.last);
    for (const tie of chart.ties) tie.isOut = tie.one.isOut || tie.other.isOut || isOut(tie.f, tie.l);
    time.querySelector("[data-span]").textContent = `${month(low)} – ${month(high)}`;
    narrowed(document, chart);
    show();
  }
  for (const range of [since, until]) range.addEventListener("input", narrow);

  // --- hands ------------------------------------------------------------------------------------------------------
  const canvas = sheet.canvas, down = new Map();
  let held = null;
  const zoom = (by, x = sheet.wide / 2, y = sheet.high / 2) => {
    const [cx, cy] = sheet.toChart(x, y), scale = Math.min(4, Math.max(0.04, sheet.view.scale * by));
    sheet.view = { x: cx - (x - sheet.wide / 2) / scale, y: cy - (y - sheet.high / 2) / scale, scale };
    show();
  };
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== canvas) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.12 : 0.89, event.offsetX, event.offsetY);
  }, { passive: false });
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    down.set(event.pointerId, [event.offsetX, event.offsetY]);
    held = down.size === 1 ? sheet.at(chart, event.offsetX, event.offsetY) : null;
    if (held) { held.isHeld = true; choose(held); }
  });
  canvas.addEventListener("pointermove", (event) => {
    const was = down.get(event.pointerId);
    if (!was) return;
    const [dx, dy] = [event.offsetX - was[0], event.offsetY - was[1]];
    if (held) { held.x += dx / sheet.view.scale; held.y += dy / sheet.view.scale; held.isFixed = true; }
    else if (down.size === 1) { sheet.view.x -= dx / sheet.view.scale; sheet.view.y -= dy / sheet.view.scale; }
    else {
      const other = [...down].find(([id]) => id !== event.pointerId)[1];
      const before = Math.hypot(was[0] - other[0], was[1] - other[1]), now = Math.hypot(event.offsetX - other[0], event.offsetY - other[1]);
      if (before && now) zoom(now / before, event.offsetX, event.offsetY);
    }
    down.set(event.pointerId, [event.offsetX, event.offsetY]);
    show();
  });
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, (event) => { down.delete(event.pointerId); if (held) held.isHeld = false; held = null; });
  canvas.addEventListener("dblclick", (event) => { const node = sheet.at(chart, event.offsetX, event.offsetY); if (node) open(node); });

  // --- keys -------------------------------------------------------------------------------------------------------
  function next(step) {
    const seen = chart.nodes.filter((node) => !node.isOut);
    if (!seen.length) return;
    const node = seen[(seen.indexOf(chart.chosen) + step + seen.length) % seen.length];
    Object.assign(sheet.view, { x: node.x, y: node.y });
    choose(node);
  }
  const move = (x, y) => { sheet.view.x += (x * 60) / sheet.view.scale; sheet.view.y += (y * 60) / sheet.view.scale; show(); };
  const whole = () => { sheet.whole(chart.nodes); show(); };
  const KEYS = {
    ArrowLeft: () => move(-1, 0), ArrowRight: () => move(1, 0), ArrowUp: () => move(0, -1), ArrowDown: () => move(0, 1),
    "+": () => zoom(1.25), "-": () => zoom(0.8), 0: whole, n: () => next(1), p: () => next(-1),
    e: () => chart.chosen && open(chart.chosen), Enter: () => chart.chosen && open(chart.chosen), Delete: () => chart.chosen && off(chart.chosen), Escape: () => choose(null),
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  });

  // --- tools ------------------------------------------------------------------------------------------------------
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const { zoom: by, whole: isWhole, again } = event.target.closest("button")?.dataset || {};
    if (by) zoom(Number(by));
    if (isWhole !== undefined) whole();
    if (again !== undefined) layOut(true);
  });
  tools.querySelector("[data-seek]").addEventListener("change", (event) => {
    const sought = event.target.value.trim().toLowerCase();
    const node = sought && (chart.nodes.find((each) => each.n.toLowerCase() === sought) || chart.nodes.find((each) => each.n.toLowerCase().includes(sought)));
    if (!node) return;
    Object.assign(sheet.view, { x: node.x, y: node.y, scale: Math.max(sheet.view.scale, 0.9) });
    choose(node);
  });
  keep.addEventListener("submit", () => { keep.querySelector("[name=nodes]").value = posted(); });
  // Also when somebody is chosen: the panel beside takes its room.
  new ResizeObserver(() => { sheet.fit(); sheet.draw(chart); }).observe(canvas);

  sheet.fit();
  take(JSON.parse(document.getElementById("explorer-data").textContent));
  whole();
  if (chart.nodes.every((node) => node.isFixed)) root.dataset.state = "still";
  else layOut(true);
})();
