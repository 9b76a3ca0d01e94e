// The page of a tip: a sign of life every 15 seconds while it is in sight, who else reads it, and the seconds of an undo.
"use strict";
(() => {
  const BEAT_MS = 15000;
  const here = document.getElementById("here");

  function show(name, words) {
    const place = here.querySelector(`[data-${name}]`);
    if (place.textContent !== words) place.textContent = words;
    place.hidden = !words;
  }

  async function beat() {
    if (document.hidden) return;
    const said = new FormData();
    said.set("seen", here.dataset.seen);
    said.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const answer = await fetch(here.dataset.here, { method: "POST", body: said, headers: { "X-In-Background": "1" } });
      here.querySelector("[data-ended]").hidden = answer.status !== 401;
      if (!answer.ok) return;
      const told = await answer.json();
      show("others", told.others);
      show("moved", told.moved);
      here.querySelector("[data-again]").hidden = !told.moved;
    } catch { /* no network: the next sign tells */ }
  }

  if (here) {
    beat();
    setInterval(beat, BEAT_MS);
    document.addEventListener("visibilitychange", beat);
  }

  const undo = document.querySelector(".desk-undo");
  if (undo) {
    let left = Number(undo.dataset.seconds);
    const shown = undo.querySelector("[data-left]");
    const clock = setInterval(() => {
      left -= 1;
      shown.textContent = shown.textContent.replace(/\d+/, left);
      if (left > 0) return;
      clearInterval(clock);
      undo.remove();
    }, 1000);
  }
})();
