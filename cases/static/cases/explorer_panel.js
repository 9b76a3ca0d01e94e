// Beside the network chart: what is known of the chosen node, and the tables that say the same as the chart.
"use strict";
(() => {
  const part = (name, words, more = {}) => Object.assign(document.createElement(name), { textContent: words ?? "", dir: "auto" }, more);
  const link = (words, href) => part("a", words, { href });

  function panel(side, node, words, acts) {
    side.replaceChildren();
    side.hidden = !node;
    if (!node) return;
    const list = document.createElement("ul");
    for (const [reference, grade, address] of node.reports) {
      const line = document.createElement("li");
      line.append(link(reference, address), " ", part("b", grade));
      list.append(line);
    }
    side.append(part("h2", node.n), part("p", `${node.t} · ${node.k}${node.first ? ` · ${node.first} – ${node.last}` : ""}`));
    for (const [reference, name, address] of node.rows) {
      const same = document.createElement("p");
      same.append("= ", link(name, address), ` ${reference}`);
      side.append(same);
    }
    const bar = document.createElement("p");
    for (const [label, act] of acts) bar.append(part("button", label, { type: "button", className: "desk-button", onclick: act }));
    side.append(bar, part("h3", words.reports), list, link(words.page, node.u));
  }

  function cells(...given) {
    const row = document.createElement("tr");
    for (const each of given) {
      const cell = part("td");
      cell.append(...(Array.isArray(each) ? each : [each]));
      row.append(cell);
    }
    return row;
  }

  function tables(root, chart, words) {
    const nodes = chart.nodes.map((node) => {
      const names = [link(node.n, node.u), ...node.rows.flatMap(([, name, address]) => [document.createElement("br"), link(`= ${name}`, address)])];
      const reports = node.reports.flatMap(([reference, grade, address]) => [link(reference, address), " ", part("b", grade), " "]);
      const row = cells(names, node.t, String(chart.ties.filter((tie) => tie.one === node || tie.other === node).length), reports.length ? reports : "–", link(words.around, `?start=${node.i}`));
      row.dataset.node = node.k;
      return row;
    });
    const ties = chart.ties.map((tie, at) => {
      const said = [tie.w, tie.r, tie.x ? words.assessed : ""].filter(Boolean).join(" · ");
      const row = cells(tie.one.n, said, tie.other.n, tie.d || "–", part("b", tie.g || "–"), tie.p || "–");
      row.dataset.tie = at;
      return row;
    });
    root.querySelector("[data-nodes]").replaceChildren(...nodes);
    root.querySelector("[data-ties]").replaceChildren(...ties);
    root.querySelector("[data-count-nodes]").textContent = nodes.length;
    root.querySelector("[data-count-ties]").textContent = ties.length;
  }

  // Rows of what the time leaves out are left out, too.
  function narrowed(root, chart) {
    root.querySelectorAll("[data-ties] tr").forEach((row, at) => row.classList.toggle("is-out", Boolean(chart.ties[at]?.isOut)));
    root.querySelectorAll("[data-nodes] tr").forEach((row, at) => row.classList.toggle("is-out", Boolean(chart.nodes[at]?.isOut)));
  }

  window.networkPanel = { panel, tables, narrowed };
})();
