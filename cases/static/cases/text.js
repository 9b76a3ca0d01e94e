// What is selected in a report's text fills the form below it. Without this script the words are typed or pasted there.
(() => {
  "use strict";
  const whole = document.querySelector("[data-text]");
  const form = document.querySelector("[data-text-form]");
  if (!whole || !form) return;
  const words = form.elements.namedItem("words");
  const at = form.elements.namedItem("at");

  // Links to further marks stand between the words and are none of them.
  function plain(range) {
    const copy = range.cloneContents();
    for (const more of copy.querySelectorAll("[data-more]")) more.remove();
    return copy.textContent;
  }

  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || chosen.rangeCount === 0) return;
    const range = chosen.getRangeAt(0);
    if (!whole.contains(range.startContainer) || !whole.contains(range.endContainer)) return;
    const said = plain(range);
    const before = document.createRange();
    before.setStart(whole, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const blanks = said.length - said.trimStart().length;
    words.value = said.trim();
    at.value = [...plain(before)].length + blanks;
  });
  // Words typed over the selection stand wherever they stand.
  words.addEventListener("input", () => { at.value = ""; });
})();
