// What scrolls is reached by keyboard, and is no landmark: the library makes one of every box, all by the same name.
"use strict";
addEventListener("load", () => {
  for (const box of document.querySelectorAll(".simplebar-content-wrapper")) {
    box.removeAttribute("role");
    box.removeAttribute("aria-label");
  }
  // The browser looks for what has the first focus while the page is still cloaked, and finds nothing.
  const first = document.querySelector("#desk-main [autofocus]:not(dialog *)");
  if (first && document.activeElement === document.body) first.focus();
  for (const card of document.querySelectorAll(".desk-card")) if (card.scrollWidth > card.clientWidth) card.tabIndex = 0;
});
