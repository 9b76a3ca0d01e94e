/* Open a contact in the browser: shown for five minutes, and gone when the page is left. */
"use strict";
(() => {
  const SECONDS = 5 * 60;
  const { Saying, openBox, local, chosen } = window.handlerKeys;
  const find = (id) => document.getElementById(id);
  let ticking = 0;

  function wipe() {
    clearInterval(ticking);
    find("contacts").replaceChildren();
    find("gone").hidden = find("clear").hidden;
    find("clear").hidden = true;
  }

  function show(opened) {
    for (const { given, words } of opened) {
      const line = document.createElement("p"), day = document.createElement("p");
      line.className = "desk-words vault-contact";
      line.dir = "auto";
      line.textContent = words;
      day.className = "desk-faint";
      day.textContent = given;
      find("contacts").append(line, day);
    }
    find("clear").hidden = false;
    // By the clock and not by counting: a browser lets the timers of a hidden tab sleep.
    const over = Date.now() + SECONDS * 1000;
    const tick = () => {
      const left = Math.max(0, Math.round((over - Date.now()) / 1000));
      find("left").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      if (!left) wipe();
    };
    tick();
    ticking = setInterval(tick, 1000);
  }

  local(find("unlock"), async () => {
    wipe();
    const { pair } = await chosen();
    const opened = [];
    for (const box of document.querySelectorAll("[data-box]")) {
      try { opened.push({ given: box.dataset.given, words: openBox(pair, box.value) }); } catch { /* sealed to an older key of mine */ }
    }
    sodium.memzero(pair.privateKey);
    if (!opened.length) throw new Saying("other-key");
    find("gone").hidden = true;
    show(opened);
  });
  find("wipe").addEventListener("click", wipe);
  window.addEventListener("pagehide", wipe);
})();
