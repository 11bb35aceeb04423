/* ==== evidence.js: the sentences, unpacked a block at a time when asked for ==== */
'use strict';

function createEvidence(net) {
  const blocks = new Map();

  const parsed = () => new Promise((resolve) => {
    if (document.readyState !== 'loading') resolve();
    else addEventListener('DOMContentLoaded', resolve, {once: true});
  });

  async function unpack(base64) {
    const packed = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream()
      .pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).text();
  }

  async function load(id) {
    await parsed();
    const text = document.getElementById(id).textContent;
    return JSON.parse(net.evidence.packed ? await unpack(text) : text);
  }

  async function row(kind, perBlock, index) {
    const id = `${kind}-${Math.floor(index / perBlock)}`;
    if (!blocks.has(id)) blocks.set(id, load(id));
    return (await blocks.get(id))[index % perBlock];
  }

  async function sentence(index) {
    const [doc, date, number, text, marks] =
      await row('sentences', net.evidence.sentences_per_block, index);
    const marked = [];
    for (let i = 0; i < marks.length; i += 3)
      marked.push({node: marks[i], start: marks[i + 1], end: marks[i + 2]});
    return {doc, date, number, text, marked};
  }

  return {
    exists: net.evidence !== null,
    canUnpack: !net.evidence?.packed || typeof DecompressionStream === 'function',

    /** What speaks for an edge, still packed. */
    of: (edge) => row('supports', net.evidence.ties_per_block, edge),

    /** Pieces of it, each as a list of one sentence or two. */
    unpack: (pieces) => Promise.all(pieces.map((piece) => Promise.all([].concat(piece).map(sentence)))),
  };
}
