// Names offered while an officer types. Without this the server resolves what was typed.
"use strict";
window.offerNames = (within) => {
  for (const field of within.querySelectorAll("input[data-find]")) offer(field);
};
function offer(field) {
  const list = document.getElementById(field.dataset.find);
  let waiting = 0;
  field.setAttribute("list", list.id);
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    const said = field.value.trim();
    if (said.length < 2) return;
    waiting = setTimeout(async () => {
      const query = new URLSearchParams({ kind: field.dataset.find, q: said, limit: "12" });
      const answer = await fetch(`/desk/reference/find/?${query}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || field.value.trim() !== said) return;
      const { results } = await answer.json();
      list.replaceChildren(...results.map((one) => {
        const option = document.createElement("option");
        option.value = one.name || one.text;
        option.label = [one.text, one.by, one.note].filter((part, at, all) => part && all.indexOf(part) === at).join(" · ");
        return option;
      }));
    }, 150);
  });
}
window.offerNames(document);
