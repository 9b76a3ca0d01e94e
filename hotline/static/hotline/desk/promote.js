// The promote page, live: words in a row that are the source's own, and whom it named, are pointed out while an officer
// types. The server looks at the same when the report is sent; `hotline/echoes.py` and `hotline/named_again.py` rule.
"use strict";
(() => {
  const form = document.querySelector("form[data-promote]");
  if (!form) return;
  const RUN = 6;
  const RUN_UNSPACED = 12;
  const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;
  const things = JSON.parse(document.getElementById("named").textContent);
  const pieces = [...document.querySelectorAll("[data-source]")].map((at) => ({ at, text: at.textContent, shown: "" }));
  const told = form.querySelector("[data-found]");
  const mine = () => ["title", "text"].map((name) => form.elements[name].value).join("\n");

  function tokens(said) {
    const found = [];
    for (const word of said.matchAll(/[\p{L}\p{N}]+/gu)) {
      if (!UNSPACED.test(word[0])) {
        found.push({ is: word[0].normalize("NFKC").toLowerCase(), start: word.index, end: word.index + word[0].length });
        continue;
      }
      let at = word.index;
      for (const sign of word[0]) found.push({ is: sign, start: at, end: (at += sign.length) });
    }
    return found;
  }

  function runs(said) {
    const inOrder = tokens(said);
    return inOrder.flatMap((first, at) => {
      const size = UNSPACED.test(first.is) ? RUN_UNSPACED : RUN;
      const run = inOrder.slice(at, at + size);
      return run.length === size ? [{ is: run.map((one) => one.is).join(" "), start: first.start, end: run[size - 1].end }] : [];
    });
  }

  function stretches(said, known) {
    const found = [];
    for (const run of runs(said)) {
      if (!known.has(run.is)) continue;
      const last = found[found.length - 1];
      if (last && run.start <= last.end) last.end = run.end;
      else found.push({ start: run.start, end: run.end });
    }
    return found;
  }

  const folded = (said) => said.toLowerCase().replaceAll("đ", "d").normalize("NFKD").replace(/\p{M}/gu, "");
  const squeezed = (said) => folded(said).replace(/[^\p{L}\p{N}]/gu, "");

  function named(said) {
    const words = [...said.matchAll(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)].map((word) => folded(word[0]));
    const row = ` ${words.join(" ")} `;
    const tight = squeezed(said);
    return things.filter((thing) => thing.numbers.some((number) => tight.includes(number)) || (thing.words.length &&
      (UNSPACED.test(thing.words[0]) ? tight.includes(thing.words.join("")) : row.includes(` ${thing.words.join(" ")} `))));
  }

  const sourceRuns = new Set(pieces.flatMap((piece) => runs(piece.text).map((run) => run.is)));

  function mark(piece, spans) {
    const shown = JSON.stringify(spans);
    if (shown === piece.shown) return; // what an officer selected there stays selected
    piece.shown = shown;
    let at = 0;
    const parts = [];
    for (const span of spans) {
      const marked = document.createElement("mark");
      marked.textContent = piece.text.slice(span.start, span.end);
      parts.push(piece.text.slice(at, span.start), marked);
      at = span.end;
    }
    piece.at.replaceChildren(...parts, piece.text.slice(at));
  }

  function list(name, lines) {
    const at = told.querySelector(`[data-list=${name}]`);
    at.hidden = !lines.length;
    at.querySelector("ul").replaceChildren(...lines.map((line) => {
      const one = document.createElement("li");
      const words = document.createElement("q");
      words.dir = "auto";
      words.textContent = line.said;
      one.append(words, line.kind ? ` ${line.kind}` : "");
      return one;
    }));
  }

  function look() {
    const said = mine();
    const again = stretches(said, sourceRuns).map((span) => ({ said: said.slice(span.start, span.end) }));
    list("echoes", again);
    list("named", named(said));
    const known = new Set(runs(said).map((run) => run.is));
    for (const piece of pieces) mark(piece, stretches(piece.text, known));
  }

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 250);
  });
  look();
  // Before the page is drawn, so that the first letters typed are no single keys.
  form.querySelector("[autofocus]")?.focus();
})();
