// A link that bears `data-fragment` is followed in place: what its page has between <main> and </main> of a fragment.
// Without this script it is a link like others.
"use strict";
for (const link of document.querySelectorAll("[data-fragment]")) {
  fetch(link.href, { headers: { "X-Fragment": "1" } }).then(async (answer) => {
    if (!answer.ok) return;
    const box = document.createElement("div");
    box.innerHTML = await answer.text();
    link.closest("nav").after(box);
    link.remove();
  }).catch(() => null);
}
