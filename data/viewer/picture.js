/* ==== picture.js: the canvas on the page: camera, frames, what lies where ==== */
'use strict';

const MIN_APART = 90; // pixels between the ends of a tie that is brought into sight
const MAX_RATIO = 2; // device pixels a pixel: more costs time and shows nothing

/**
 * @param scene  {shown, perName, colours, look, names, focus}: replaced piece by piece by
 *               its owner, who then calls changed() or refresh()
 */
function createPicture(canvas, net, scene) {
  const context = contextOf(canvas);
  const painter = createPainter(net);
  const camera = {x: 0, y: 0, k: 1};
  const insets = {left: 0, right: 0, top: 0, bottom: 0};
  let width = 0, height = 0, ratio = 1, home = 1;
  let front = null, back = null; // bitmaps of edges: {canvas, camera…}
  let job = null;                // the drawing of `back`
  let frameAsked = false, settleTimer = 0, flight = null;
  let onFrame = () => {};

  const view = () => createView(width, height, camera, home, insets);

  /* ---- edges on a bitmap ---- */

  function startEdges() {
    const w = Math.round(width * BITMAP_MARGIN), h = Math.round(height * BITMAP_MARGIN);
    back ??= {canvas: document.createElement('canvas')};
    if (back.canvas.width !== w * ratio || back.canvas.height !== h * ratio) {
      back.canvas.width = w * ratio;
      back.canvas.height = h * ratio;
    }
    Object.assign(back, camera, {width: w, height: h});
    const surface = contextOf(back.canvas);
    surface.setTransform(ratio, 0, 0, ratio, 0, 0);
    surface.clearRect(0, 0, w, h);
    job = painter.paintEdges(surface, createView(w, h, camera, home), scene);
  }

  function continueEdges() {
    const end = performance.now() + SLICE_MS;
    const surface = contextOf(back.canvas);
    let strokes = 0;
    while (!job.next().done) {
      if (++strokes % 4 !== 0) continue;
      surface.getImageData(0, 0, 1, 1); // lines are only noted down until they are needed
      if (performance.now() > end) return;
    }
    job = null;
    [front, back] = [back, front];
  }

  function blitEdges() {
    const bitmap = front ?? back;
    if (!bitmap) return;
    const scale = camera.k / bitmap.k;
    const w = bitmap.width * scale, h = bitmap.height * scale;
    const cx = (bitmap.x - camera.x) * camera.k + width / 2;
    const cy = (bitmap.y - camera.y) * camera.k + height / 2;
    context.globalAlpha = scene.focus ? .16 : 1;
    context.drawImage(bitmap.canvas, cx - w / 2, cy - h / 2, w, h);
    context.globalAlpha = 1;
  }

  /* ---- frames ---- */

  function askFrame() {
    if (frameAsked) return;
    frameAsked = true;
    requestAnimationFrame(frame);
  }

  function frame(now) {
    frameAsked = false;
    if (flight) fly(now);
    if (job) continueEdges();
    const v = view();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = scene.look.paper;
    context.fillRect(0, 0, width, height);
    blitEdges();
    if (scene.focus) painter.paintFocusEdges(context, v, scene);
    const nodes = painter.visibleNodes(v, scene);
    painter.paintNodes(context, v, scene, nodes);
    painter.paintLabels(context, scene, painter.placeLabels(context, v, scene, nodes));
    if (job || flight) askFrame();
    onFrame(job === null);
  }

  /* The view moved: the bitmap is moved along, and drawn anew when it rests. */
  function moved() {
    clearTimeout(settleTimer);
    settleTimer = setTimeout(() => {
      startEdges();
      askFrame();
    }, SETTLE_MS);
    askFrame();
  }

  /* What is shown changed. */
  function changed() {
    clearTimeout(settleTimer);
    if (width === 0) return;
    startEdges();
    askFrame();
  }

  /* ---- camera ---- */

  function boundsOf(nodes) {
    let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
    for (const v of nodes) {
      left = Math.min(left, net.x[v]);
      right = Math.max(right, net.x[v]);
      top = Math.min(top, net.y[v]);
      bottom = Math.max(bottom, net.y[v]);
    }
    return left <= right ? {left, right, top, bottom} : {left: -1, right: 1, top: -1, bottom: 1};
  }

  /* The camera that shows these bounds in what the panels leave free. */
  function cameraFor(bounds, w, h, free) {
    const roomX = Math.max(80, w - free.left - free.right);
    const roomY = Math.max(80, h - free.top - free.bottom);
    const margin = Math.min(48, roomX / 8, roomY / 8);
    const k = Math.min((roomX - 2 * margin) / (bounds.right - bounds.left || 1),
      (roomY - 2 * margin) / (bounds.bottom - bounds.top || 1), 4);
    return {
      x: (bounds.left + bounds.right) / 2 - (free.left - free.right) / 2 / k,
      y: (bounds.top + bounds.bottom) / 2 - (free.top - free.bottom) / 2 / k,
      k,
    };
  }

  /* The zoom of the first sight, by which sizes are measured. */
  const homeNodes = openFilter(net).apart ? net.bySize : net.bySize.filter((v) => !net.apart[v]);

  function setHome() {
    home = cameraFor(boundsOf(homeNodes), width, height, insets).k;
  }

  const shownNodes = () => net.bySize.filter((v) => scene.shown.nodes[v]);

  function flyTo(target) {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      flight = null;
      Object.assign(camera, target);
    } else {
      flight = {from: {...camera}, to: target, start: performance.now()};
    }
    moved();
  }

  function fly(now) {
    const t = clamp((now - flight.start) / 320, 0, 1), ease = t * t * (3 - 2 * t);
    for (const axis of ['x', 'y'])
      camera[axis] = flight.from[axis] + (flight.to[axis] - flight.from[axis]) * ease;
    camera.k = flight.from.k * (flight.to.k / flight.from.k) ** ease;
    if (t === 1) flight = null;
    moved();
  }

  return {
    painter,

    /** Fit the canvas to its element; true when its size changed. */
    resize() {
      const box = canvas.getBoundingClientRect();
      const newRatio = Math.min(MAX_RATIO, devicePixelRatio || 1);
      if (box.width === width && box.height === height && newRatio === ratio) return false;
      const free = width === 0;
      ({width, height} = box);
      ratio = newRatio;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      setHome();
      if (free) Object.assign(camera, cameraFor(boundsOf(homeNodes), width, height, insets));
      changed();
      frame(performance.now()); // a canvas that changes size is blank until it is drawn
      return true;
    },

    changed,
    refresh: askFrame,
    onFrame(callback) { onFrame = callback; },

    /** What panels cover, in pixels. */
    setInsets(left, right, top, bottom) {
      Object.assign(insets, {left, right, top, bottom});
      if (width > 0) setHome();
    },

    fit(animated) {
      setHome(); // nodes may have been moved
      const target = cameraFor(boundsOf(shownNodes()), width, height, insets);
      if (animated) {
        flyTo(target);
      } else {
        flight = null;
        Object.assign(camera, target);
        changed();
      }
    },

    pan(dx, dy) {
      flight = null;
      camera.x -= dx / camera.k;
      camera.y -= dy / camera.k;
      moved();
    },

    zoom(factor, px = width / 2, py = height / 2) {
      flight = null;
      const v = view(), wx = v.wx(px), wy = v.wy(py);
      camera.k = clamp(camera.k * factor, home / 8, home * 400);
      camera.x = wx - (px - width / 2) / camera.k;
      camera.y = wy - (py - height / 2) / camera.k;
      moved();
    },

    /** Bring nodes into what the panels leave free, nearer when they are far away or close together. */
    show(nodes) {
      const v = view();
      const bounds = boundsOf(nodes);
      const fits = v.sx(bounds.left) > insets.left + 30 && v.sx(bounds.right) < width - insets.right - 30 &&
        v.sy(bounds.top) > insets.top + 30 && v.sy(bounds.bottom) < height - insets.bottom - 30;
      const extent = Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top);
      const apart = nodes.length < 2 || extent * v.k > MIN_APART;
      const near = nodes.length > 1 || v.zoom > .8;
      if (fits && near && apart) return;
      const wanted = apart ? Math.max(v.k, home) : clamp(2 * MIN_APART / (extent || 1), v.k, 12 * home);
      const k = Math.min(wanted, cameraFor(bounds, width, height, insets).k);
      flyTo({
        x: (bounds.left + bounds.right) / 2 - (insets.left - insets.right) / 2 / k,
        y: (bounds.top + bounds.bottom) / 2 - (insets.top - insets.bottom) / 2 / k,
        k,
      });
    },

    moveNode(node, px, py) {
      const v = view();
      net.x[node] = v.wx(px);
      net.y[node] = v.wy(py);
      askFrame();
    },

    /** The node under a point, or -1; slack in pixels for fingers. */
    nodeAt(px, py, slack) {
      const v = view();
      let found = -1, best = slack;
      for (let i = 0; i < net.n; i++) {
        if (!scene.shown.nodes[i]) continue;
        const dx = v.sx(net.x[i]) - px, dy = v.sy(net.y[i]) - py;
        if (Math.abs(dx) > 60 || Math.abs(dy) > 60) continue;
        const gap = Math.hypot(dx, dy) - painter.radius(i, v);
        if (gap < best) [best, found] = [gap, i];
      }
      return found;
    },

    /** The edge under a point, or -1; only edges that are drawn. */
    edgeAt(px, py, slack) {
      const v = view(), {a, b, x, y} = net;
      const wx = v.wx(px), wy = v.wy(py), reach = slack / v.k;
      const among = scene.focus?.pinned ? scene.focus.edges : null;
      let found = -1, best = reach * reach;
      const test = (e) => {
        const x1 = x[a[e]], y1 = y[a[e]], x2 = x[b[e]], y2 = y[b[e]];
        if (wx < Math.min(x1, x2) - reach || wx > Math.max(x1, x2) + reach ||
          wy < Math.min(y1, y2) - reach || wy > Math.max(y1, y2) + reach) return;
        const dx = x2 - x1, dy = y2 - y1, long = dx * dx + dy * dy || 1;
        const t = clamp(((wx - x1) * dx + (wy - y1) * dy) / long, 0, 1);
        const gap = (x1 + t * dx - wx) ** 2 + (y1 + t * dy - wy) ** 2;
        if (gap < best) [best, found] = [gap, e];
      };
      if (among) among.forEach(test);
      else for (let e = 0; e < net.m; e++) if (painter.isDrawn(e, scene, v)) test(e);
      return found;
    },

    view,
    isDrawing: () => job !== null,
    countDrawn: () => painter.countDrawn(scene, view()),
    camera: () => ({...camera, zoom: camera.k / home}),

    setCamera(x, y, zoom) {
      flight = null;
      Object.assign(camera, {x, y, k: zoom * home});
      changed();
    },

    /** What is on the screen now and under no panel, for files. */
    freeView() {
      const w = Math.max(80, width - insets.left - insets.right);
      const h = Math.max(80, height - insets.top - insets.bottom);
      return createView(w, h, {
        x: camera.x + (insets.left - insets.right) / 2 / camera.k,
        y: camera.y + (insets.top - insets.bottom) / 2 / camera.k,
        k: camera.k,
      }, home);
    },

    size: () => ({width, height}),
  };
}
