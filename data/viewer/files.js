/* ==== files.js: what the page saves: PNG, SVG, CSV ==== */
'use strict';

const PNG_WIDTH = 3000; // pixels at least

function savePng(picture, scene, name) {
  const view = picture.freeView(), {width, height} = view;
  const scale = Math.max(2, PNG_WIDTH / width);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = contextOf(canvas);
  context.scale(scale, scale);
  picture.painter.paintAll(context, view, scene);
  canvas.toBlob((blob) => download(`${name}.png`, blob), 'image/png');
}

/**
 * A stand-in for a 2D context that writes SVG: just what createPainter() uses. One
 * drawing, one look, whatever it is drawn on.
 */
function createSvgContext(measure) {
  const out = [];
  let path = [];
  const f = (value) => String(Math.round(value * 100) / 100);
  const paint = (attributes) => {
    if (path.length > 0)
      out.push(`<path d="${path.join('')}" ${attributes} opacity="${f(context.globalAlpha)}"/>`);
  };
  const context = {
    globalAlpha: 1, lineWidth: 1, strokeStyle: '#000', fillStyle: '#000', font: '', direction: 'ltr',
    beginPath() { path = []; },
    closePath() { path.push('Z'); },
    moveTo(x, y) { path.push(`M${f(x)} ${f(y)}`); },
    lineTo(x, y) { path.push(`L${f(x)} ${f(y)}`); },
    arc(x, y, r) {
      path.push(`M${f(x + r)} ${f(y)}A${f(r)} ${f(r)} 0 1 1 ${f(x - r)} ${f(y)}A${f(r)} ${f(r)} 0 1 1 ${f(x + r)} ${f(y)}Z`);
    },
    rect(x, y, w, h) { path.push(`M${f(x)} ${f(y)}h${f(w)}v${f(h)}h${f(-w)}Z`); },
    roundRect(x, y, w, h, r) {
      const a = `a${f(r)} ${f(r)} 0 0 1 `;
      path.push(`M${f(x + r)} ${f(y)}h${f(w - 2 * r)}${a}${f(r)} ${f(r)}v${f(h - 2 * r)}${a}${f(-r)} ${f(r)}` +
        `h${f(2 * r - w)}${a}${f(-r)} ${f(-r)}v${f(2 * r - h)}${a}${f(r)} ${f(-r)}Z`);
    },
    fillRect(x, y, w, h) {
      out.push(`<rect x="${f(x)}" y="${f(y)}" width="${f(w)}" height="${f(h)}" fill="${context.fillStyle}"/>`);
    },
    fill() { paint(`fill="${context.fillStyle}"`); },
    stroke() { paint(`fill="none" stroke="${context.strokeStyle}" stroke-width="${f(context.lineWidth)}" stroke-linecap="round"`); },
    measureText(text) {
      measure.font = context.font;
      return measure.measureText(text);
    },
    strokeText() {}, // the halo: fillText() writes both
    fillText(text, x, y) {
      const [, weight, size] = context.font.match(/^(\d+) ([\d.]+)px/);
      // the isolate keeps Latin words inside an Arabic name in their places, and the other way round
      const isolate = context.direction === 'rtl' ? '\u2067' : '\u2066';
      out.push(`<text x="${f(x)}" y="${f(y)}" dy=".35em" text-anchor="middle" font-size="${size}" font-weight="${weight}" ` +
        `fill="${context.fillStyle}" stroke="${context.strokeStyle}" stroke-width="${f(context.lineWidth)}" ` +
        `stroke-linejoin="round" paint-order="stroke">${escapeXml(isolate + text + '\u2069')}</text>`);
    },
    text: () => out.join('\n'),
  };
  return context;
}

const XML_ESCAPES = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};
const escapeXml = (text) => text.replace(/[&<>"]/g, (c) => XML_ESCAPES[c])
  .replace(/[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

function svgOf(picture, scene, title) {
  const view = picture.freeView(), {width, height} = view;
  const context = createSvgContext(contextOf(document.createElement('canvas')));
  picture.painter.paintAll(context, view, scene);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" font-family="${escapeXml(FONT)}">\n` +
    `<title>${escapeXml(clean(title))}</title>\n${context.text()}\n</svg>\n`;
}

function saveSvg(picture, scene, name, title) {
  download(`${name}.svg`, new Blob([svgOf(picture, scene, title)], {type: 'image/svg+xml'}));
}

/* A text that a spreadsheet would take for a formula gets an apostrophe. */
function csvCell(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Columns by their names in the data, so that other programs know them again. */
function csvOf({columns, rows}) {
  const lines = [columns.map((column) => csvCell(column.name)).join(',')];
  for (const row of rows)
    lines.push(columns.map((column) => csvCell(column.at(row))).join(','));
  return lines.join('\r\n') + '\r\n';
}

function saveCsv(sheet, name) {
  // the mark makes Excel read it as UTF-8
  download(`${name}.csv`, new Blob(['\ufeff', csvOf(sheet)], {type: 'text/csv'}));
}
