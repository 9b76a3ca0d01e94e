// Where nodes of a chart stand: springs along links, every two nodes pushing each other apart. Runs beside the page.
"use strict";
const PUSH = 420, SPRING = 0.8, LENGTH = 120, PULL = 0.012, SLOWS = 0.6, FAR = 1200, FASTEST = 80;
const ROUNDS = 320, TELL_EVERY = 8;

const slowed = (speed) => Math.min(FASTEST, Math.max(-FASTEST, speed * SLOWS));

function round(net, heat) {
  const { n, x, y, u, v, a, b, fixed, degree } = net;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      let dx = x[j] - x[i], dy = y[j] - y[i];
      const far = dx * dx + dy * dy;
      if (far > FAR * FAR) continue;
      if (far < 1) { dx = (i - j) * 0.01; dy = 0.5; }
      const push = (heat * PUSH) / Math.max(far, 100);
      u[i] -= dx * push; v[i] -= dy * push;
      u[j] += dx * push; v[j] += dy * push;
    }
  }
  for (let t = 0; t < a.length; t++) {
    const i = a[t], j = b[t];
    const dx = x[j] - x[i], dy = y[j] - y[i];
    const length = Math.hypot(dx, dy) || 1;
    const force = (((length - LENGTH) / length) * heat * SPRING) / Math.min(degree[i], degree[j]);
    // Who has a thousand links is hardly moved by one of them.
    const share = degree[j] / (degree[i] + degree[j]);
    u[i] += dx * force * share; v[i] += dy * force * share;
    u[j] -= dx * force * (1 - share); v[j] -= dy * force * (1 - share);
  }
  for (let i = 0; i < n; i++) {
    u[i] = slowed(u[i] - x[i] * PULL * heat);
    v[i] = slowed(v[i] - y[i] * PULL * heat);
    if (!fixed[i]) { x[i] += u[i]; y[i] += v[i]; }
  }
}

self.onmessage = ({ data }) => {
  const n = data.x.length;
  const net = { ...data, n, u: new Float64Array(n), v: new Float64Array(n), degree: new Float64Array(n).fill(1) };
  for (const end of [...data.a, ...data.b]) net.degree[end] += 1;
  const rounds = data.rounds || ROUNDS;
  for (let step = 1; step <= rounds; step++) {
    round(net, 1 - step / (rounds + 20));
    if (step % TELL_EVERY === 0 || step === rounds) self.postMessage({ number: data.number, x: net.x, y: net.y, isOver: step === rounds });
  }
};
