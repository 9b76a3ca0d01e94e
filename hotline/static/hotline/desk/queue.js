// Ticking many rows, and looking again by itself. Without this everything works by one box and one link more.
"use strict";
const boxes = [...document.querySelectorAll("input[name=tip]")];
const whole = document.querySelector(".queue-all");
const told = document.querySelector(".queue-ticked");
let last = null;

function tell() {
  const ticked = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.closest("tr").classList.toggle("is-ticked", box.checked);
  if (whole) {
    whole.checked = ticked > 0 && ticked === boxes.length;
    whole.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  if (told && ticked) told.textContent = ticked === 1 ? told.dataset.one : told.dataset.many.replace("#", ticked);
  else if (told) told.textContent = "";
}

for (const box of boxes) {
  box.addEventListener("click", (event) => {
    if (event.shiftKey && last && last !== box) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
    }
    last = box;
    tell();
  });
}
if (whole) {
  whole.removeAttribute("name"); // each row is ticked instead
  whole.addEventListener("change", () => {
    for (const box of boxes) box.checked = whole.checked;
    tell();
  });
  tell();
}

// A run's page: its part is fetched again while it is looked at.
async function again(part) {
  if (!document.hidden) {
    const answer = await fetch(location.href).catch(() => null);
    if (answer && answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("progress");
      if (fresh) {
        part.replaceWith(fresh);
        part = fresh;
      }
    }
  }
  if (part.dataset.again) setTimeout(() => again(part), part.dataset.again * 1000);
}
const running = document.getElementById("progress");
if (running && running.dataset.again) setTimeout(() => again(running), running.dataset.again * 1000);

// New tips are told, not pushed in: the page changes when its reader asks for it.
const arrived = document.getElementById("arrived");
async function ask(mark) {
  if (!document.hidden) {
    const headers = mark ? { "If-None-Match": mark } : {};
    const answer = await fetch(arrived.dataset.ask, { headers, cache: "no-store" }).catch(() => null);
    if (answer && answer.ok) {
      mark = answer.headers.get("ETag");
      const { new: many, said } = await answer.json();
      arrived.querySelector("b").textContent = said;
      arrived.querySelector("span").hidden = !many;
    }
  }
  setTimeout(() => ask(mark), Number(arrived.dataset.every || 15) * 1000);
}
if (arrived) {
  setTimeout(() => ask(null), Number(arrived.dataset.every || 15) * 1000);
}
