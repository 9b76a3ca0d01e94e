// Single keys of a desk page: what bears `data-key` is pressed, unfolded or focused by its key outside fields; ? lists
// them. Whoever presses them by mistake, or speaks to the computer, turns them off in the list.
"use strict";
(() => {
  const OFF = "desk-keys-off";
  const sheet = document.getElementById("desk-keys");
  const opener = document.getElementById("desk-keys-open");
  if (!sheet) return;
  const list = sheet.querySelector("dl");
  const onOff = sheet.querySelector("input");
  const bound = () => [...document.querySelectorAll("[data-key]")].filter((one) => one.getClientRects().length);
  const isOff = () => localStorage.getItem(OFF) === "yes";
  const writes = (target) =>
    target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=submit], [type=button])");

  function row(key, words) {
    const term = document.createElement("dt");
    const told = document.createElement("dd");
    term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    told.textContent = words;
    return [term, told];
  }

  const named = (one) => one.dataset.keyName || one.getAttribute("aria-label") || one.textContent.replace("…", "").trim();

  function show() {
    const more = [...document.querySelectorAll("[data-chord]")].map((one) => row(one.dataset.chord, named(one)));
    const others = [...document.querySelectorAll("[data-more-keys] :is(dt, dd)")].map((one) => one.cloneNode(true));
    list.replaceChildren(...bound().flatMap((one) => row(one.dataset.key, named(one))), ...more.flat(), ...others, ...row("?", sheet.dataset.self));
    onOff.checked = !isOff();
    sheet.showModal();
  }

  function press(one) {
    if (one.matches("input, textarea, select, [tabindex]")) return one.focus();
    one.click();
    if (!one.matches("summary")) return one.isConnected && one.focus({ preventScroll: true });
    const first = one.parentElement.open && one.parentElement.querySelector("input:not([type=hidden]), textarea, select");
    (first || one).focus();
  }

  // A keyboard of another script names its own letter: the place of the key counts then.
  const keyOf = (event) => (event.key.length === 1 && event.key.charCodeAt(0) > 126 ? event.code.replace(/^(Key|Digit)/, "") : event.key).toLowerCase();

  // Ctrl+Enter sends the form that one writes in, by the button that says so.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const one = event.target.closest("form")?.querySelector("[data-chord='Ctrl+Enter']");
    if (!one) return;
    event.preventDefault();
    one.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isOff() || document.querySelector("dialog[open]") || writes(event.target)) return;
    const key = keyOf(event);
    const one = bound().find((each) => each.dataset.key.toLowerCase() === key);
    if (key !== "?" && !one) return;
    event.preventDefault();
    if (one) press(one);
    else show();
  });
  onOff.addEventListener("change", () => (onOff.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes")));
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", show);
  }
})();
