/* ==== fold.js: names made comparable, as the matcher makes them ==== */
'use strict';

/* What Unicode's decompositions do not give. */
const FOLDED = {
  'ٱ': 'ا', 'ٲ': 'ا', 'ٳ': 'ا', 'ى': 'ي', 'ی': 'ي', 'ے': 'ي', 'ة': 'ه', 'ہ': 'ه',
  'ە': 'ه', 'ھ': 'ه', 'ک': 'ك', 'گ': 'غ', 'ڭ': 'غ', 'پ': 'ب', 'چ': 'ج', 'ڤ': 'ف',
  'ژ': 'ز', 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ø': 'o', 'ł': 'l', 'đ': 'd',
  'ð': 'd', 'ı': 'i', 'ħ': 'h', 'ə': 'a',
};

const SHORT_I = /й/g; // a letter of its own, though it decomposes
const SHORT_I_KEPT = '\ue000';

/**
 * Case, accents, vowel signs, tatweel and invisible controls vanish; alef forms, ya forms,
 * ta marbuta and ha, Persian and Arabic letters become one; digits become ASCII digits;
 * whatever else is no letter becomes a space.
 */
function fold(text) {
  return text.toLowerCase().normalize('NFC').replace(SHORT_I, SHORT_I_KEPT)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}ـ]/gu, '')
    .replace(/[^\x00-\x7f]/gu, (c) => FOLDED[c] ?? (/\p{Nd}/u.test(c) ? digitOf(c) : c))
    .replace(/[^\p{L}\p{N}\ue000]+/gu, ' ')
    .replaceAll(SHORT_I_KEPT, 'й')
    .trim();
}

/* Decimal digits stand in runs of ten; Arabic and Persian are the ones that occur. */
function digitOf(c) {
  const code = c.codePointAt(0);
  for (const zero of [0x660, 0x6f0, 0x966])
    if (code >= zero && code < zero + 10) return String(code - zero);
  return c;
}

/** Whether the first letter with a direction is written from right to left. */
function isRightToLeft(text) {
  const letter = text.match(/\p{L}/u);
  return letter !== null && /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(letter[0]);
}

/** Text without what could turn its surroundings round or is no text at all. */
function clean(text) {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ');
}

/**
 * Find nodes by any of their names.
 * @param texts  for each node its names and id
 * @returns a function from what was typed to node numbers, best first
 */
function createSearch(texts, weights, limit) {
  let folded = null; // made at the first search: 20,000 nodes take a while
  const score = (name, query) =>
    name === query ? 4 : name.startsWith(query) ? 3 : name.includes(' ' + query) ? 2
      : name.includes(query) ? 1 : 0;
  return (typed) => {
    folded ??= texts.map((names) => [...new Set(names.map(fold))].filter(Boolean));
    const query = fold(typed);
    if (!query) return [];
    const words = query.split(' ');
    const hits = [];
    folded.forEach((names, node) => {
      let best = 0;
      for (const name of names) {
        best = Math.max(best, score(name, query) * 2);
        if (words.length > 1 && words.every((word) => name.includes(word)))
          best = Math.max(best, 1);
      }
      if (best) hits.push({node, best});
    });
    hits.sort((p, q) => q.best - p.best || weights[q.node] - weights[p.node] ||
      p.node - q.node);
    return hits.slice(0, limit).map((hit) => hit.node);
  };
}
