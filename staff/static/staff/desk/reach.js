// What scrolls is reached by keyboard, and is no landmark: the library makes one of every box, all by the same name.
"use strict";
addEventListener("load", () => {
  for (const box of document.querySelectorAll(".simplebar-content-wrapper")) {
    box.removeAttribute("role");
    box.removeAttribute("aria-label");
  }
  for (const card of document.querySelectorAll(".desk-card")) if (card.scrollWidth > card.clientWidth) card.tabIndex = 0;
});
