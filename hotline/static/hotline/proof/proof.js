// Solves the page's challenge with ALTCHA's worker: hands the proof in where the page says to whom, else puts it into
// the form beside it. Without workers or Web Crypto it does nothing, and the page says nothing.
"use strict";
(() => {
  const place = document.getElementById("proof");
  if (!place || !window.Worker || !window.crypto || !window.crypto.subtle) return;
  const challenge = JSON.parse(place.dataset.challenge);
  const workers = [];
  const stop = () => workers.splice(0).forEach((each) => each.terminate());

  async function handIn(proof) {
    const field = document.querySelector("input[name=proof]");
    if (field) {
      field.value = proof;
      return true;
    }
    const said = new URLSearchParams({ proof });
    for (const name of ["code", "pass"]) said.set(name, document.querySelector(`input[name=${name}]`).value);
    const answer = await fetch(place.dataset.to, { method: "POST", body: said, credentials: "omit" });
    return answer.status === 204;
  }

  async function solved({ data }) {
    if (!workers.length || !data || data.error) return;
    stop();
    const proof = btoa(JSON.stringify({ challenge, solution: data }));
    const isTaken = await handIn(proof).catch(() => false);
    place.textContent = isTaken ? place.dataset.done : "";
  }

  const count = Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2));
  place.textContent = place.dataset.working;
  for (let counterStart = 0; counterStart < count; counterStart++) {
    const worker = new Worker(place.dataset.worker);
    worker.onmessage = solved;
    workers.push(worker);
    worker.postMessage({ type: "work", challenge, counterStart, counterStep: count });
  }
})();
