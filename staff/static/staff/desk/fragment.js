// A link that bears `data-fragment` is followed in place: what its page has between <main> and </main> of a fragment.
// Within something folded it waits until that is opened. Without this script it is a link like others.
"use strict";
const follow = (link) => {
  fetch(link.href, { headers: { "X-Fragment": "1" } }).then(async (answer) => {
    if (!answer.ok) return;
    const box = document.createElement("div");
    box.innerHTML = await answer.text();
    link.closest("nav, p").after(box);
    link.remove();
  }).catch(() => null);
};
for (const link of document.querySelectorAll("[data-fragment]")) {
  const folded = link.closest("details:not([open])");
  if (folded) folded.addEventListener("toggle", () => follow(link), { once: true });
  else follow(link);
}
