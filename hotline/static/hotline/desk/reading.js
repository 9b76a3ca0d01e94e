// One key for each judgement of what was read. Without this the buttons beside each line do the same.
"use strict";
(() => {
  let at = -1;
  const panel = () => document.getElementById("reading");
  const lines = () => [...panel().querySelectorAll("[data-suggestion]")];

  function go(to) {
    const all = lines();
    if (!all.length) return;
    at = Math.max(0, Math.min(to, all.length - 1));
    all.forEach((line, number) => line.classList.toggle("is-current", number === at));
    all[at].focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
    const key = all[at].querySelector("input[name=key]").value;
    for (const mark of document.querySelectorAll("mark[data-label]")) {
      mark.classList.toggle("is-current", mark.dataset.label.endsWith(`: ${key}`));
    }
  }

  async function send(form, verdict) {
    const said = new FormData(form);
    said.set("verdict", verdict);
    said.set("panel", "1");
    panel().setAttribute("aria-busy", "true");
    let answer = null;
    try {
      answer = await fetch(form.action, { method: "POST", body: said });
    } catch { /* no network: the page stays as it is, with what was typed */ }
    panel().removeAttribute("aria-busy");
    if (answer && answer.redirected) return location.reload(); // the session ended
    const fragment = answer && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("reading");
    if (!fragment) {
      const note = panel().querySelector("[role=alert]");
      note.hidden = false;
      note.textContent = panel().dataset.lost;
      return;
    }
    if (!answer.ok) {
      const note = panel().querySelector("[role=alert]");
      note.hidden = false;
      note.textContent = fragment.querySelector("[role=alert]").textContent;
      return;
    }
    panel().replaceWith(document.adoptNode(fragment));
    window.offerNames?.(panel());
    go(verdict === "corrected" ? at : at + 1);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#reading form[method=post]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    at = lines().indexOf(form.closest("[data-suggestion]"));
    send(form, event.submitter.value);
  });

  document.addEventListener("keydown", (event) => {
    if (!panel() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest("input:not([type=hidden]), textarea, select, [contenteditable]");
    if (typing) {
      if (event.key === "Escape" && typing.closest(".reading-correct")) {
        typing.closest("details").open = false;
        go(at);
      }
      return;
    }
    if (document.querySelector("dialog[open]") || localStorage.getItem("desk-keys-off")) return;
    const line = lines()[at];
    // Arrows scroll the page until a line of the panel is chosen.
    const isHere = Boolean(event.target.closest("#reading"));
    if (event.key === "j" || (event.key === "ArrowDown" && isHere)) go(at + 1);
    else if (event.key === "k" || (event.key === "ArrowUp" && isHere)) go(at - 1);
    else if (line && event.key === "a") send(line.querySelector(".reading-judge"), "accepted");
    else if (line && event.key === "x") send(line.querySelector(".reading-judge"), "rejected");
    else if (line && event.key === "c" && line.querySelector("details")) {
      line.querySelector("details").open = true;
      line.querySelector("input[name=corrected]").focus();
    } else return;
    event.preventDefault();
  });
})();
