/* ==== page.js: small helpers for the page's elements ==== */
'use strict';

const byId = (id) => document.getElementById(id);

/**
 * An element. Text only ever becomes text nodes.
 * @param props  'class', attributes, on… listeners; --x custom properties
 */
function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.startsWith('--')) element.style.setProperty(name, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A name of whatever direction that disturbs nothing around it. */
const isolated = (text) => make('bdi', {}, clean(text));

const button = (text, onclick, props = {}) =>
  make('button', {type: 'button', onclick, ...props}, text);

/** Hand a file to the user. */
function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = make('a', {href: url, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
