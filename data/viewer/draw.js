/* ==== draw.js: the network on a canvas ==== */
'use strict';

/*
 * What makes it fast: edges go to a bitmap that is only moved and scaled while the view
 * moves, drawn anew in slices when it rests; lines in batches, in four classes of width;
 * nothing that is off the screen. What makes it calm: few labels, none on another.
 */
const SLICE_MS = 8;          // of drawing edges in one frame
const SETTLE_MS = 120;       // of rest before edges are drawn anew
const LINES_A_STROKE = 100;  // one huge path is slower, and so is one line a stroke
const SHAPES_A_FILL = 30;
const CROWD = 5000;          // nodes from which on more of them are squares
const BITMAP_MARGIN = 1.4;   // the bitmap is larger than the window: room for panning
const MAX_LABELS = 80;
const LABEL_AREA = 12000;    // square pixels for each label
const SURE_LABELS = 24;      // the largest nodes have theirs even over other nodes
const MAX_TRIES = 400;       // nodes that are tried for a label
const MAX_OBSTACLES = 300;   // nodes that labels keep off
const MAX_RADIUS = 32;       // pixels, however near
const MAX_LETTERS = 34;      // of a label
const FONT = '"Noto Sans Arabic", "Noto Sans", system-ui, sans-serif';
const EDGE_CLASSES = [{width: .8, alpha: .42}, {width: 1.4, alpha: .54},
  {width: 2.4, alpha: .66}, {width: 4.2, alpha: .78}];
const EDGE_COLOURS = 24;     // more colours of nodes than that share the grey of edges

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/* Without this Chromium sends every line to a GPU that is often software: seconds a frame. */
const contextOf = (canvas) => canvas.getContext('2d', {willReadFrequently: true});

/** Shapes by type, at the origin's scale: x, y is the middle, r the size. */
const SHAPES = {
  person(path, x, y, r) {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
  },
  state(path, x, y, r) {
    const side = 1.76 * r;
    if (r > 4 && path.roundRect) path.roundRect(x - side / 2, y - side / 2, side, side, r / 3);
    else path.rect(x - side / 2, y - side / 2, side, side);
  },
  organization(path, x, y, r) {
    const d = 1.25 * r;
    path.moveTo(x, y - d);
    path.lineTo(x + d, y);
    path.lineTo(x, y + d);
    path.lineTo(x - d, y);
    path.closePath();
  },
};
/** Pixels of the largest and the smallest of n nodes, when all are in sight. */
function radiiFor(n) {
  const largest = 27 - 4 * Math.log10(n + 1);
  return {largest, smallest: n > 3000 ? largest / 7 : largest / 5};
}

const SHAPE_OF_TYPE = (type) => SHAPES[type] ?? SHAPES.person;

/**
 * Where things are on a surface of that size: world to screen and back.
 * @param insets  what panels cover: no place for labels
 */
function createView(width, height, camera, home, insets) {
  const {x, y, k} = camera;
  return {
    width, height, k,
    free: {left: insets?.left ?? 0, right: width - (insets?.right ?? 0),
      top: insets?.top ?? 0, bottom: height - (insets?.bottom ?? 0)},
    zoom: k / home,
    scale: clamp(Math.min(width, height) / 750, .6, 1), // small windows, small nodes
    sx: (wx) => (wx - x) * k + width / 2,
    sy: (wy) => (wy - y) * k + height / 2,
    wx: (px) => (px - width / 2) / k + x,
    wy: (py) => (py - height / 2) / k + y,
  };
}

/**
 * Paints a network onto any 2D context. `scene` holds what is to be seen:
 * {shown, perName, colours, look, names, focus}; see createPicture().
 */
function createPainter(net) {
  const {n, m, a, b, weights} = net;
  const {largest, smallest} = radiiFor(n);
  const shapes = Array.from(net.types.values, SHAPE_OF_TYPE);
  const widths = new Map(); // of labels, in units of the font's size
  const edgeClass = classesOfEdges();
  let buckets = null; // edges by class and colour, see sortEdges()

  function classesOfEdges() {
    const steps = net.weightSteps;
    const low = Math.log1p(steps[0] ?? 0), high = Math.log1p(steps[steps.length - 1] ?? 0);
    const top = EDGE_CLASSES.length - 1;
    return Uint8Array.from(weights, (w) =>
      high > low ? clamp(Math.floor((Math.log1p(w) - low) / (high - low) * (top + 1)), 0, top) : 1);
  }

  function sortEdges(colours) {
    const nColours = Math.min(colours.colours.length, EDGE_COLOURS) + 1;
    const colourOf = (e) => {
      const code = colours.codes[a[e]];
      return code === colours.codes[b[e]] && code < EDGE_COLOURS ? code + 1 : 0;
    };
    const keyOf = (e) => edgeClass[e] * nColours + colourOf(e);
    buckets = {colours, keyOf, nColours, order: countingSort(m, EDGE_CLASSES.length * nColours, keyOf)};
  }

  const radius = (v, view) => Math.min(MAX_RADIUS,
    (smallest + (largest - smallest) * net.size[v]) * view.zoom ** .45 * view.scale);

  /* Zoomed in there is room for weaker ties. */
  const isDrawn = (e, scene, view) => scene.shown.edges[e] === 1 &&
    net.ranks[e] <= scene.perName * Math.max(1, view.zoom);

  function countDrawn(scene, view) {
    let count = 0;
    for (let e = 0; e < m; e++) if (isDrawn(e, scene, view)) count++;
    return count;
  }

  /** All edges, the weakest first; yields after each stroke. */
  function* paintEdges(context, view, scene) {
    if (buckets?.colours !== scene.colours) sortEdges(scene.colours);
    const {x, y} = net;
    const left = view.wx(0), right = view.wx(view.width);
    const top = view.wy(0), bottom = view.wy(view.height);
    const crowd = clamp(1.5 - .27 * Math.log10(countDrawn(scene, view) + 1), .16, 1);
    const thickness = clamp(view.zoom ** .3, .6, 2) * (n > 2000 ? .75 : 1);
    let key = -1, lines = 0;
    context.lineCap = 'round';
    for (const e of buckets.order) {
      if (!isDrawn(e, scene, view)) continue;
      const x1 = x[a[e]], y1 = y[a[e]], x2 = x[b[e]], y2 = y[b[e]];
      if ((x1 < left && x2 < left) || (x1 > right && x2 > right) ||
        (y1 < top && y2 < top) || (y1 > bottom && y2 > bottom)) continue;
      const edgeKey = buckets.keyOf(e);
      if (lines === LINES_A_STROKE || (lines > 0 && edgeKey !== key)) {
        context.stroke();
        lines = 0;
        yield;
      }
      if (lines === 0) {
        context.beginPath();
        if (edgeKey !== key) {
          key = edgeKey;
          styleEdges(context, scene, key, crowd, thickness);
        }
      }
      context.moveTo(view.sx(x1), view.sy(y1));
      context.lineTo(view.sx(x2), view.sy(y2));
      lines++;
    }
    if (lines > 0) context.stroke();
    context.globalAlpha = 1;
  }

  function styleEdges(context, scene, key, crowd, thickness) {
    const {width, alpha} = EDGE_CLASSES[Math.floor(key / buckets.nColours)];
    const colour = key % buckets.nColours;
    context.strokeStyle = colour > 0 ? scene.colours.colours[colour - 1] : scene.look.edge;
    context.globalAlpha = alpha * crowd;
    context.lineWidth = width * thickness;
  }

  /** The ties of the focus, above everything else. */
  function paintFocusEdges(context, view, scene) {
    const {focus, look} = scene;
    context.lineCap = 'round';
    for (const e of focus.edges) {
      const far = focus.node >= 0 ? net.other(e, focus.node) : a[e];
      const {width} = EDGE_CLASSES[edgeClass[e]];
      context.globalAlpha = focus.node >= 0 ? .7 : 1;
      context.strokeStyle = focus.node >= 0
        ? scene.colours.colours[scene.colours.codes[far]] : look.accent;
      context.lineWidth = focus.node >= 0 ? width + .3 : width + 1.2;
      context.beginPath();
      context.moveTo(view.sx(net.x[a[e]]), view.sy(net.y[a[e]]));
      context.lineTo(view.sx(net.x[b[e]]), view.sy(net.y[b[e]]));
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  function isOnScreen(v, view, margin) {
    const px = view.sx(net.x[v]), py = view.sy(net.y[v]);
    return px > -margin && py > -margin && px < view.width + margin && py < view.height + margin;
  }

  /** Nodes that are on the screen, largest first. */
  function visibleNodes(view, scene) {
    const list = [];
    for (const v of net.bySize)
      if (scene.shown.nodes[v] && isOnScreen(v, view, 40)) list.push(v);
    return list;
  }

  function paintNodes(context, view, scene, nodes) {
    const {focus} = scene;
    if (!focus) {
      paintNodeList(context, view, scene, nodes);
      return;
    }
    context.globalAlpha = .13;
    paintNodeList(context, view, scene, nodes.filter((v) => !focus.lit[v]));
    context.globalAlpha = 1;
    paintNodeList(context, view, scene, nodes.filter((v) => focus.lit[v]));
    if (focus.node >= 0) ringNode(context, view, scene, focus.node);
  }

  function paintNodeList(context, view, scene, nodes) {
    if (nodes.length > 1500) paintManyNodes(context, view, scene, nodes);
    else paintFewNodes(context, view, scene, nodes);
  }

  /* One path a node: small ones lie upon large ones, each with a rim. */
  function paintFewNodes(context, view, scene, nodes) {
    const {colours, codes} = scene.colours;
    context.strokeStyle = scene.look.paper;
    for (const v of nodes) {
      const r = radius(v, view);
      context.beginPath();
      shapes[net.types.codes[v]](context, view.sx(net.x[v]), view.sy(net.y[v]), r);
      context.lineWidth = clamp(r / 4, .6, 2.4);
      context.stroke();
      context.fillStyle = colours[codes[v]];
      context.fill();
    }
  }

  /* By colour and in batches, squares where no one would see the shape. */
  function paintManyNodes(context, view, scene, nodes) {
    const {colours, codes} = scene.colours;
    const blur = nodes.length > CROWD ? 2.8 : 1.6;
    const lists = colours.map(() => []);
    for (const v of nodes) lists[codes[v]].push(v);
    lists.forEach((list, code) => {
      context.fillStyle = colours[code];
      context.beginPath();
      let shapesInPath = 0;
      for (const v of list) {
        const r = radius(v, view), px = view.sx(net.x[v]), py = view.sy(net.y[v]);
        if (r < blur) {
          context.fillRect(px - r, py - r, 2 * r, 2 * r);
          continue;
        }
        shapes[net.types.codes[v]](context, px, py, r);
        if (++shapesInPath === SHAPES_A_FILL) {
          context.fill();
          context.beginPath();
          shapesInPath = 0;
        }
      }
      context.fill();
    });
  }

  function ringNode(context, view, scene, v) {
    const r = radius(v, view);
    context.beginPath();
    shapes[net.types.codes[v]](context, view.sx(net.x[v]), view.sy(net.y[v]), r + 4);
    context.lineWidth = 2;
    context.strokeStyle = scene.look.accent;
    context.stroke();
  }

  /* ---- labels ---- */

  function labelOf(v, scene) {
    const text = clean(scene.names[v]);
    const letters = Array.from(text);
    return letters.length > MAX_LETTERS
      ? letters.slice(0, MAX_LETTERS - 1).join('').trimEnd() + '…' : text;
  }

  function widthOf(context, text, weight) {
    const key = weight + text;
    let width = widths.get(key);
    if (width === undefined) {
      context.font = `${weight} 100px ${FONT}`;
      width = context.measureText(text).width / 100;
      widths.set(key, width);
    }
    return width;
  }

  const overlaps = (p, q) => p.left < q.right && q.left < p.right && p.top < q.bottom &&
    q.top < p.bottom;

  /**
   * Labels that lie on no other: the focus first, then the largest, beside their nodes
   * where that covers no other large node.
   * @returns [{node, text, x, y, size, weight, rtl}], x, y the middle
   */
  function placeLabels(context, view, scene, nodes) {
    const {focus} = scene;
    const lit = focus ? nodes.filter((v) => focus.lit[v]) : nodes;
    const wanted = focus?.node >= 0 ? [focus.node, ...lit.filter((v) => v !== focus.node)] : lit;
    const obstacles = wanted.slice(0, MAX_OBSTACLES).map((v) => {
      const r = radius(v, view), x = view.sx(net.x[v]), y = view.sy(net.y[v]);
      return {node: v, left: x - r, right: x + r, top: y - r, bottom: y + r};
    });
    const most = Math.min(MAX_LABELS, (view.free.right - view.free.left) *
      (view.free.bottom - view.free.top) / LABEL_AREA);
    const placed = [];
    wanted.slice(0, MAX_TRIES).forEach((v, i) => {
      if (placed.length >= most) return;
      const label = placeLabel(context, view, scene, v, placed, obstacles, i < SURE_LABELS);
      if (label) placed.push(label);
    });
    return placed;
  }

  function placeLabel(context, view, scene, v, placed, obstacles, sure) {
    const text = labelOf(v, scene);
    if (!text) return null;
    const size = (11.5 + 8 * net.size[v]) * clamp(view.zoom ** .15, .9, 1.25);
    const weight = net.size[v] > .45 ? 600 : 500;
    const w = widthOf(context, text, weight) * size, h = size * 1.3;
    const r = radius(v, view), x = view.sx(net.x[v]), y = view.sy(net.y[v]);
    const aside = r + 4 + w / 2, off = r + 2 + h / 2;
    const spots = [[x, y + off], [x, y - off], [x + aside, y], [x - aside, y]];
    const free = view.free;
    let second = null;
    for (const [cx, cy] of spots) {
      const box = {left: cx - w / 2 - 2, right: cx + w / 2 + 2, top: cy - h / 2, bottom: cy + h / 2};
      if (box.left < free.left || box.right > free.right || box.top < free.top ||
        box.bottom > free.bottom) continue;
      if (placed.some((other) => overlaps(box, other))) continue;
      const label = {...box, node: v, text, x: cx, y: cy, size, weight, rtl: isRightToLeft(text)};
      if (!obstacles.some((other) => other.node !== v && overlaps(box, other))) return label;
      if (sure) second ??= label;
    }
    return second;
  }

  function paintLabels(context, scene, labels) {
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.strokeStyle = scene.look.halo;
    context.fillStyle = scene.look.ink;
    for (const label of labels) {
      context.font = `${label.weight} ${label.size.toFixed(1)}px ${FONT}`;
      context.direction = label.rtl ? 'rtl' : 'ltr';
      context.lineWidth = label.size / 3.6;
      context.strokeText(label.text, label.x, label.y);
      context.fillText(label.text, label.x, label.y);
    }
  }

  /** Everything at once, for files. */
  function paintAll(context, view, scene) {
    context.fillStyle = scene.look.paper;
    context.fillRect(0, 0, view.width, view.height);
    context.globalAlpha = 1;
    for (const _ of paintEdges(context, view, scene));
    const nodes = visibleNodes(view, scene);
    paintNodes(context, view, scene, nodes);
    paintLabels(context, scene, placeLabels(context, view, scene, nodes));
  }

  return {radius, isDrawn, countDrawn, paintEdges, paintFocusEdges, visibleNodes, paintNodes,
    placeLabels, paintLabels, paintAll, shapeOf: (v) => net.types.values[net.types.codes[v]]};
}
