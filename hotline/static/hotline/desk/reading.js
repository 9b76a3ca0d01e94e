// Walks the lines of what was read; the chosen line's buttons bear the keys a, c and x (pressed by staff/desk/keys.js).
// Without this the buttons beside each line do the same.
"use strict";
(() => {
  let at = 0;
  const panel = () => document.getElementById("reading");
  const lines = () => [...panel().querySelectorAll("[data-suggestion]")];

  function choose(to) {
    const all = lines();
    at = Math.max(0, Math.min(to, all.length - 1));
    all.forEach((line, number) => {
      line.classList.toggle("is-current", number === at);
      for (const button of line.querySelectorAll("[data-judges]")) {
        if (number === at) button.dataset.key = button.dataset.judges;
        else delete button.dataset.key;
      }
    });
    const key = all[at]?.querySelector("input[name=key]").value;
    for (const mark of document.querySelectorAll("mark[data-label]")) {
      mark.classList.toggle("is-current", mark.dataset.label.endsWith(`: ${key}`));
    }
  }

  function go(to) {
    choose(to);
    // Behind the script that pressed a key's button and focuses that.
    setTimeout(() => {
      lines()[at]?.focus({ preventScroll: true });
      lines()[at]?.scrollIntoView({ block: "nearest" });
    });
  }

  function tell(words) {
    const note = panel().querySelector("[role=alert]");
    note.hidden = false;
    note.textContent = words;
  }

  async function send(form, verdict) {
    if (panel().getAttribute("aria-busy")) return;
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
    if (!fragment) return tell(panel().dataset.lost);
    if (!answer.ok) return tell(fragment.querySelector("[role=alert]").textContent);
    panel().replaceWith(document.adoptNode(fragment));
    begin();
    go(verdict === "corrected" ? at : at + 1);
  }

  function begin() {
    window.offerNames?.(panel());
    for (const step of panel().querySelectorAll("[data-step]")) {
      step.hidden = false;
      step.addEventListener("click", () => go(at + Number(step.dataset.step)));
    }
    choose(at);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#reading form[method=post]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    choose(lines().indexOf(form.closest("[data-suggestion]")));
    send(form, event.submitter.value);
  });

  document.addEventListener("keydown", (event) => {
    const within = event.target.closest("#reading");
    if (!within || event.ctrlKey || event.metaKey || event.altKey) return;
    const correcting = event.target.closest(".reading-correct[open]");
    if (event.key === "Escape" && correcting) {
      correcting.open = false;
      go(at);
    } else if (!event.target.matches("input, textarea, select") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      go(at + (event.key === "ArrowDown" ? 1 : -1));
    } else return;
    event.preventDefault();
  });

  begin();
})();
