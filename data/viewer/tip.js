/* ==== tip.js: what is under the mouse ==== */
'use strict';

function showTip(tip, app, {node, edge}, x, y) {
  const {net, voice} = app;
  tip.hidden = node < 0 && edge < 0;
  if (tip.hidden) return;
  const more = (...words) => make('div', {class: 'more'}, words.filter(Boolean).join(' · '));
  if (node >= 0)
    tip.replaceChildren(isolated(app.nameOf(node)), more(app.kindOf(node), voice.count('tie', net.degree(node))));
  else
    tip.replaceChildren(isolated(app.nameOf(net.a[edge])), ' — ', isolated(app.nameOf(net.b[edge])),
      more(voice.count('times', net.weights[edge])));
  const {clientWidth: width, clientHeight: height} = tip.parentElement;
  const left = clamp(x + 14, 4, width - tip.offsetWidth - 4);
  const top = y + 18 + tip.offsetHeight > height ? y - tip.offsetHeight - 10 : y + 18;
  tip.style.transform = `translate(${left}px, ${top}px)`;
}
