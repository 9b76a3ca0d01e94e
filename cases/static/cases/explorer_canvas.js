// Draws the network chart: shape tells what a node is, width and dashes what a link is worth, colour repeats.
"use strict";
(() => {
  const WIDTHS = { strong: 3, fair: 1.9, weak: 1.1, open: 1.1 };
  const INKS = { strong: "#17212b", fair: "#3d4a55", weak: "#6b7780", open: "#8a94a0" };
  const SIDES = {
    Company: [4, 0.785], Organization: [4, 0.785], PublicBody: [4, 0.785], Vehicle: [3, -1.571], Vessel: [3, -1.571],
    Airplane: [3, -1.571], UserAccount: [4, 0], BankAccount: [4, 0], CryptoWallet: [4, 0], Phone: [4, 0], Email: [4, 0],
    Address: [6, 0], Site: [6, 0], Consignment: [5, -1.571], Container: [5, -1.571], Listing: [5, -1.571],
  };
  const SIZE = 11, FONT = '12px "Noto Sans", sans-serif', APART = 26;

  function outline(ctx, node, size) {
    const [sides, turn] = SIDES[node.s] || [0, 0];
    if (!sides) { ctx.moveTo(node.x + size, node.y); ctx.arc(node.x, node.y, size, 0, 6.2832); return; }
    for (let k = 0; k <= sides; k++) {
      const angle = turn + (k * 6.2832) / sides;
      ctx[k ? "lineTo" : "moveTo"](node.x + 1.18 * size * Math.cos(angle), node.y + 1.18 * size * Math.sin(angle));
    }
  }

  // A tie's line bends where several connect the same two; the bend is worked out once, when the chart changes.
  function bend(tie) {
    const { one, other } = tie;
    if (!tie.bow) return [(one.x + other.x) / 2, (one.y + other.y) / 2];
    const dx = other.x - one.x, dy = other.y - one.y, length = Math.hypot(dx, dy) || 1;
    return [(one.x + other.x) / 2 - (dy / length) * tie.bow, (one.y + other.y) / 2 + (dx / length) * tie.bow];
  }

  function line(ctx, tie) {
    ctx.moveTo(tie.one.x, tie.one.y);
    if (tie.bow) ctx.quadraticCurveTo(...bend(tie), tie.other.x, tie.other.y);
    else ctx.lineTo(tie.other.x, tie.other.y);
  }

  function head(ctx, tie) {
    const [bx, by] = bend(tie), { x, y } = tie.other;
    const angle = Math.atan2(y - by, x - bx), tipX = x - Math.cos(angle) * (SIZE + 3), tipY = y - Math.sin(angle) * (SIZE + 3);
    ctx.moveTo(tipX, tipY);
    ctx.lineTo(tipX - 9 * Math.cos(angle + 0.42), tipY - 9 * Math.sin(angle + 0.42));
    ctx.lineTo(tipX - 9 * Math.cos(angle - 0.42), tipY - 9 * Math.sin(angle - 0.42));
    ctx.closePath();
  }

  class Sheet {
    constructor(canvas) {
      this.canvas = canvas;
      this.ctx = canvas.getContext("2d");
      this.view = { x: 0, y: 0, scale: 1 };
    }

    fit() {
      const ratio = window.devicePixelRatio || 1, box = this.canvas.getBoundingClientRect();
      this.wide = box.width; this.high = box.height; this.ratio = ratio;
      this.canvas.width = Math.round(box.width * ratio);
      this.canvas.height = Math.round(box.height * ratio);
    }

    whole(nodes) {
      if (!nodes.length) return;
      const xs = nodes.map((n) => n.x), ys = nodes.map((n) => n.y);
      const [left, right, top, low] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const scale = Math.min(this.wide / (right - left + 160), this.high / (low - top + 120), 1.6);
      this.view = { x: (left + right) / 2, y: (top + low) / 2, scale };
    }

    toChart(x, y) {
      return [(x - this.wide / 2) / this.view.scale + this.view.x, (y - this.high / 2) / this.view.scale + this.view.y];
    }

    draw(chart) {
      const { ctx, view, ratio } = this;
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.fillStyle = "#fff";
      ctx.fillRect(0, 0, this.canvas.width, this.canvas.height);
      ctx.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * (this.wide / 2 - view.x * view.scale), ratio * (this.high / 2 - view.y * view.scale));
      this.lines(chart.ties.filter((tie) => !tie.isOut));
      this.shapes(chart);
      this.words(chart);
    }

    // Lines alike are one stroke: a thousand single ones would take longer than all else.
    lines(ties) {
      const { ctx } = this, alike = new Map();
      for (const tie of ties) {
        const key = `${tie.s}${tie.x}`;
        if (!alike.has(key)) alike.set(key, []);
        alike.get(key).push(tie);
      }
      for (const [, same] of alike) {
        const { s, x } = same[0];
        ctx.strokeStyle = ctx.fillStyle = INKS[s];
        ctx.lineWidth = WIDTHS[s];
        ctx.setLineDash(x ? [7, 5] : s === "open" ? [1.5, 4] : []);
        ctx.beginPath();
        for (const tie of same) line(ctx, tie);
        ctx.stroke();
        if (this.view.scale < 0.3) continue;
        ctx.beginPath();
        for (const tie of same) if (!tie.m) head(ctx, tie);
        ctx.fill();
      }
      ctx.setLineDash([]);
    }

    shapes(chart) {
      const { ctx } = this, alike = new Map();
      for (const node of chart.nodes) {
        const key = node.c + (node.isOut ? "-" : "");
        if (!alike.has(key)) alike.set(key, []);
        alike.get(key).push(node);
      }
      for (const [, same] of alike) {
        ctx.globalAlpha = same[0].isOut ? 0.2 : 1;
        ctx.beginPath();
        for (const node of same) outline(ctx, node, SIZE);
        ctx.fillStyle = "#fff";
        ctx.fill();
        ctx.globalAlpha *= 0.25;
        ctx.fillStyle = same[0].c;
        ctx.fill();
        ctx.globalAlpha = same[0].isOut ? 0.2 : 1;
        ctx.strokeStyle = same[0].c;
        ctx.lineWidth = 2;
        ctx.stroke();
      }
      ctx.globalAlpha = 1;
      for (const node of chart.nodes) this.marks(node, node === chart.chosen);
    }

    marks(node, isChosen) {
      const { ctx } = this;
      if (!node.rows.length && !node.start && !isChosen) return;
      ctx.beginPath();
      ctx.strokeStyle = isChosen ? "#b42318" : node.c;
      ctx.lineWidth = isChosen ? 3 : 1.5;
      if (node.rows.length) { outline(ctx, node, SIZE - 5); }
      if (node.start) outline(ctx, node, SIZE + 4);
      if (isChosen) outline(ctx, node, SIZE + 8);
      ctx.stroke();
    }

    words(chart) {
      const { ctx, view } = this;
      const isNear = view.scale > 0.55 || chart.nodes.length < 40;
      ctx.font = FONT;
      ctx.textAlign = "center";
      ctx.fillStyle = "#17212b";
      for (const node of chart.nodes) {
        if (node.isOut || !(isNear || node.start || node === chart.chosen)) continue;
        const [x, y] = [(node.x - view.x) * view.scale, (node.y - view.y) * view.scale];
        if (Math.abs(x) > this.wide / 2 + 60 || Math.abs(y) > this.high / 2 + 30) continue;
        const name = node.n.length > 26 ? `${node.n.slice(0, 25)}…` : node.n;
        ctx.strokeStyle = "#fff";
        ctx.lineWidth = 3;
        ctx.strokeText(name, node.x, node.y + SIZE + 15);
        ctx.fillText(name, node.x, node.y + SIZE + 15);
        if (node.more || node.hub) ctx.fillText(node.more ? `+${node.more}` : "⊕", node.x + SIZE + 12, node.y - 6);
      }
    }

    at(chart, x, y) {
      const [cx, cy] = this.toChart(x, y), reach = Math.max(SIZE + 4, 12 / this.view.scale);
      for (let k = chart.nodes.length - 1; k >= 0; k--) {
        const node = chart.nodes[k];
        if (!node.isOut && Math.hypot(node.x - cx, node.y - cy) < reach) return node;
      }
      return null;
    }
  }

  // The lines between the same two bow apart, whichever way each leads.
  function bows(ties) {
    const between = new Map();
    for (const tie of ties) {
      const key = tie.a < tie.b ? `${tie.a} ${tie.b}` : `${tie.b} ${tie.a}`;
      if (!between.has(key)) between.set(key, []);
      between.get(key).push(tie);
    }
    for (const same of between.values()) {
      same.forEach((tie, at) => { tie.bow = (at - (same.length - 1) / 2) * APART * (tie.a < tie.b ? 1 : -1); });
    }
  }

  window.networkSheet = { Sheet, bows };
})();
