// A grade in other services' scales, as it is chosen. The tables are those of `hotline/scales.py`.
"use strict";
(() => {
  const told = document.querySelector("[data-derived]");
  const tables = document.getElementById("scales");
  if (!told || !tables) return;
  const form = told.closest("form");
  const by = JSON.parse(tables.textContent);
  const chosen = (name) => new FormData(form).get(name) || "";

  function derive() {
    const [source, likely, known, label] = ["reliability", "credibility", "knowledge", "handling"].map(chosen);
    const basis = by.europol_information[known] && likely === "1" && known !== "false" ? "1" : by.europol_information[known];
    const uk = [by.uk_source[source], by.uk_information[known], by.uk_handling[label]];
    const codes = {
      europol: by.europol_source[source] && basis ? by.europol_source[source] + basis : "",
      uk: uk.every(Boolean) ? uk.join("") : "",
      confidence: by.confidence[likely] ? `${by.confidence[likely]} %` : "",
    };
    for (const [name, code] of Object.entries(codes)) told.querySelector(`[data-scale=${name}]`).textContent = code || "–";
    told.querySelector("[data-by-hand]").hidden = source !== "C";
  }

  form.addEventListener("change", derive);
  derive();
})();
