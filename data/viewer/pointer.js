/* ==== pointer.js: mouse, pen and fingers on the canvas ==== */
'use strict';

const CLICK_SLACK = 4; // pixels that a click may wander

/**
 * @param act  {hover(node, edge, x, y), leave(), click(node, edge), grab(node),
 *              drag(node, x, y), drop(node)}
 */
function listenToPointer(canvas, picture, act) {
  const touches = new Map(); // pointers that are down
  let grabbed = -1, wandered = 0, pinch = null, hoverAsked = null;

  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return {x: event.clientX - box.left, y: event.clientY - box.top};
  };
  const slackOf = (event) => (event.pointerType === 'touch' ? 16 : 4);

  function hits(event, at) {
    const node = picture.nodeAt(at.x, at.y, slackOf(event));
    return {node, edge: node >= 0 ? -1 : picture.edgeAt(at.x, at.y, slackOf(event) + 1)};
  }

  function pinchOf() {
    const [p, q] = [...touches.values()];
    return {x: (p.x + q.x) / 2, y: (p.y + q.y) / 2, gap: Math.hypot(p.x - q.x, p.y - q.y) || 1};
  }

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const at = place(event);
    canvas.setPointerCapture(event.pointerId);
    touches.set(event.pointerId, at);
    if (touches.size === 1) {
      wandered = 0;
      grabbed = picture.nodeAt(at.x, at.y, slackOf(event));
    } else {
      grabbed = -1;
      wandered = Infinity;
      pinch = touches.size === 2 ? pinchOf() : null;
    }
  });

  canvas.addEventListener('pointermove', (event) => {
    const at = place(event), before = touches.get(event.pointerId);
    if (!before) {
      hoverSoon(event, at);
      return;
    }
    touches.set(event.pointerId, at);
    if (pinch && touches.size === 2) {
      const now = pinchOf();
      picture.pan(now.x - pinch.x, now.y - pinch.y);
      picture.zoom(now.gap / pinch.gap, now.x, now.y);
      pinch = now;
      return;
    }
    const started = wandered > CLICK_SLACK;
    wandered += Math.hypot(at.x - before.x, at.y - before.y);
    if (wandered <= CLICK_SLACK) return;
    if (grabbed >= 0) {
      if (!started) act.grab(grabbed);
      act.drag(grabbed, at.x, at.y);
    } else {
      canvas.classList.add('moving');
      picture.pan(at.x - before.x, at.y - before.y);
    }
  });

  function release(event) {
    if (!touches.delete(event.pointerId)) return;
    pinch = null;
    canvas.classList.remove('moving');
    if (event.type === 'pointerup' && wandered <= CLICK_SLACK) {
      const {node, edge} = hits(event, place(event));
      act.click(node, edge);
    } else if (grabbed >= 0 && wandered > CLICK_SLACK) {
      act.drop(grabbed);
    }
    grabbed = -1;
  }
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);

  /* Once a frame is often enough to look for what lies under the mouse. */
  function hoverSoon(event, at) {
    if (event.pointerType === 'touch') return;
    if (hoverAsked === null)
      requestAnimationFrame(() => {
        if (!hoverAsked) return;
        const {event: last, at: where} = hoverAsked;
        const {node, edge} = hits(last, where);
        hoverAsked = null;
        act.hover(node, edge, where.x, where.y);
      });
    hoverAsked = {event, at};
  }
  canvas.addEventListener('pointerleave', () => {
    hoverAsked = null;
    act.leave();
  });

  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    const at = place(event);
    const step = event.deltaMode === 1 ? 24 : event.deltaMode === 2 ? 400 : 1;
    picture.zoom(Math.exp(-clamp(event.deltaY * step, -240, 240) / 420), at.x, at.y);
  }, {passive: false});

  canvas.addEventListener('dblclick', (event) => {
    const at = place(event);
    picture.zoom(event.shiftKey ? 1 / 1.8 : 1.8, at.x, at.y);
  });
}
