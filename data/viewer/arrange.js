/* ==== arrange.js: a new layout, live: springs along ties, all names push each other ==== */
'use strict';

const ARRANGE_LIMIT = 1500; // names: more would crawl
const ARRANGE_STEPS = 300;

/**
 * Fruchterman and Reingold (1991), doi:10.1002/spe.4380211102, with a pull to the middle
 * and room by the number of ties as in Noack (2007), doi:10.7155/jgaa.00154.
 * @param on  {step(), done()}
 */
function createArrangement(net, scene, on) {
  const {x, y, a, b, weights} = net;
  const nodes = net.bySize.filter((v) => scene.shown.nodes[v]);
  const edges = net.byWeight.filter((e) =>
    scene.shown.edges[e] && net.ranks[e] <= scene.perName);
  const weight = new Float64Array(net.n).fill(1); // names with many ties need room
  for (const e of edges) {
    weight[a[e]] += .35;
    weight[b[e]] += .35;
  }
  const spring = 100, dx = new Float64Array(net.n), dy = new Float64Array(net.n);
  const strongest = Math.log1p(weights[net.byWeight[0]]) || 1;
  let step = 0, held = -1, stopped = false;

  function push() {
    dx.fill(0);
    dy.fill(0);
    for (let i = 0; i < nodes.length; i++) {
      const p = nodes[i];
      for (let j = i + 1; j < nodes.length; j++) {
        const q = nodes[j];
        const ex = x[p] - x[q] || (p < q ? .1 : -.1), ey = y[p] - y[q];
        const force = spring * spring * weight[p] * weight[q] / (ex * ex + ey * ey + 1);
        dx[p] += ex * force;
        dy[p] += ey * force;
        dx[q] -= ex * force;
        dy[q] -= ey * force;
      }
    }
  }

  function pull() {
    for (const e of edges) {
      const p = a[e], q = b[e], ex = x[p] - x[q], ey = y[p] - y[q];
      const force = Math.hypot(ex, ey) / spring * (.1 + .9 * Math.log1p(weights[e]) / strongest);
      dx[p] -= ex * force;
      dy[p] -= ey * force;
      dx[q] += ex * force;
      dy[q] += ey * force;
    }
    for (const v of nodes) {
      dx[v] -= x[v] * .5 * weight[v];
      dy[v] -= y[v] * .7 * weight[v]; // windows are wider than high
    }
  }

  function move(reach) {
    for (const v of nodes) {
      if (v === held) continue;
      const length = Math.hypot(dx[v], dy[v]) || 1, by = Math.min(length, reach) / length;
      x[v] += dx[v] * by;
      y[v] += dy[v] * by;
    }
  }

  function frame() {
    if (stopped || step >= ARRANGE_STEPS) {
      on.done();
      return;
    }
    const end = performance.now() + 10;
    do {
      push();
      pull();
      move(60 * (1 - step / ARRANGE_STEPS) ** 2 + .5);
      held = -1;
      step++;
    } while (step < ARRANGE_STEPS && performance.now() < end);
    on.step();
    requestAnimationFrame(frame);
  }
  requestAnimationFrame(frame);

  return {
    hold(node) { held = node; },
    stop() { stopped = true; },
  };
}
