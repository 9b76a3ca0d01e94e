// Sends the forms that bear `data-send`: where no answer comes, what was typed stays in its field and can be sent again.
// Nothing is stored. Without this script the browser sends them itself.
"use strict";
(() => {
  const PATIENCE_MS = 20000;

  function tell(form, isLost) {
    form.querySelector("[data-lost]")?.remove();
    if (!isLost) return;
    const note = document.getElementById("desk-not-sent").content.firstElementChild.cloneNode(true);
    note.dataset.lost = "";
    form.append(note);
    note.querySelector("button").focus();
  }

  async function posted(form) {
    try {
      const options = { method: "POST", body: new FormData(form), headers: { "X-Desk-Form": "1" }, signal: AbortSignal.timeout(PATIENCE_MS) };
      const answer = await fetch(form.action, options);
      const isTold = answer.ok && answer.headers.get("Content-Type") === "application/json";
      return { status: answer.status, go: isTold ? (await answer.json()).go : "" };
    } catch {
      return { status: 0, go: "" };
    }
  }

  async function send(form) {
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    tell(form, false);
    const answer = await posted(form);
    form.ariaBusy = "false";
    if (answer.status === 0 || answer.status >= 500) return tell(form, true);
    form.dataset.isSent = "";
    // What was refused is sent once more as the browser does it: the answer is a page, with what was typed in it.
    if (answer.go) location.assign(answer.go);
    else form.submit();
  }

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.matches("[data-send]")) return;
    event.preventDefault();
    send(event.target);
  });

  const forms = () => [...document.querySelectorAll("form[data-send]")];
  const isTyped = (form) => [...form.querySelectorAll("textarea")].some((one) => one.value !== one.defaultValue);
  addEventListener("beforeunload", (event) => {
    if (!forms().some((form) => "isSent" in form.dataset) && forms().some(isTyped)) event.preventDefault();
  });
})();
