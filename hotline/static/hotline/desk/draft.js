// Keeps what is typed in a form: on the server, sealed with the tip, and never on this computer's disk.
"use strict";
(() => {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const EVERY_MS = 10000;
  const state = form.querySelector("[data-draft-state]");
  const alarm = form.querySelector("[data-draft-alarm]");
  const fields = () => {
    const said = new URLSearchParams(new FormData(form));
    said.delete("csrfmiddlewaretoken");
    return said;
  };
  let kept = "unsaved" in form.dataset ? "" : fields().toString();
  let isSending = false;
  let isOver = false;

  const post = (body) => fetch(form.dataset.draft, {
    method: "POST", body, redirect: "manual", keepalive: body.toString().length < 50000,
    headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
  });

  // After a new sign-in in another window the form lacks that session's token.
  async function renewed() {
    const answer = await fetch(form.dataset.token, { redirect: "manual" });
    if (!answer.ok) return false;
    form.elements.csrfmiddlewaretoken.value = await answer.text();
    return true;
  }

  function tell(words) {
    alarm.textContent = words;
    alarm.hidden = !words;
  }

  async function save() {
    const body = fields();
    if (isOver || isSending || body.toString() === kept) return;
    isSending = true;
    try {
      let answer = await post(body);
      if (answer.status === 403 && (await renewed())) answer = await post(body);
      if (answer.ok) {
        kept = body.toString();
        state.textContent = `${state.dataset.words} ${(await answer.json()).saved_at}`;
        tell("");
      } else if (answer.status === 409 || answer.status === 422) {
        isOver = answer.status === 409;
        tell((await answer.json()).refused);
      } else tell(alarm.dataset.out);
    } catch {
      tell(alarm.dataset.lost);
    } finally {
      isSending = false;
    }
  }

  setInterval(save, EVERY_MS);
  form.addEventListener("focusout", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());
  // What is on its way as a report needs no draft: one that came later would stand there again.
  form.addEventListener("submit", () => (isOver = true));
  addEventListener("pageshow", (event) => event.persisted && (isOver = false));
})();
