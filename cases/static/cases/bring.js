// Sends a form with files by itself, so that one sees how far it is, and a refusal leaves the page as it stands.
// Without this script the browser sends it, and the answer is a page with what was typed.
"use strict";
(() => {
  const form = document.querySelector("form[data-bring]");
  if (!form) return;
  const told = form.querySelector("[data-told]");
  const lost = form.querySelector("[data-lost]");
  const progress = form.querySelector("[data-progress]");
  const button = form.querySelector("button[type=submit]");

  // The interface library writes a chosen file's name into the first field it finds: into our words, which leave.
  form.addEventListener("change", (event) => { if (event.target.type === "file") event.stopPropagation(); }, true);

  function line(words) {
    const said = document.createElement("p");
    said.className = "desk-refusal";
    said.textContent = words;
    return said;
  }

  function clear() {
    told.replaceChildren();
    for (const old of form.querySelectorAll(".desk-field .desk-refusal")) old.remove();
    lost.hidden = true;
  }

  function refuse(answer) {
    told.replaceChildren(...answer.told.map(line));
    for (const [name, sentences] of Object.entries(answer.fields)) {
      const field = form.querySelector(`[name="${CSS.escape(name)}"]`)?.closest(".desk-field");
      (field || told).append(...sentences.map(line));
    }
    form.querySelector(".desk-refusal:not([hidden])")?.scrollIntoView({ block: "center" });
  }

  function show(event) {
    if (!event.lengthComputable) return;
    const percent = Math.floor((100 * event.loaded) / event.total);
    progress.querySelector("progress").value = percent;
    progress.querySelector("output").value = `${percent} %`;
  }

  function end(isLost) {
    button.disabled = false;
    progress.hidden = true;
    lost.hidden = !isLost;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clear();
    button.disabled = true;
    progress.hidden = !form.querySelector("input[type=file]");
    const sending = new XMLHttpRequest();
    sending.upload.addEventListener("progress", show);
    sending.addEventListener("load", () => {
      let answer = null;
      try {
        answer = JSON.parse(sending.responseText);
      } catch {
        return end(true);
      }
      if (answer.go) return location.assign(answer.go);
      end(false);
      refuse(answer);
    });
    for (const failure of ["error", "abort", "timeout"]) sending.addEventListener(failure, () => end(true));
    sending.open("POST", form.action);
    sending.setRequestHeader("X-Desk-Form", "1");
    sending.send(new FormData(form));
  });
})();
