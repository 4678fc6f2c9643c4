import { facet } from '../question/facet.js';

const WORD = /\p{L}[\p{L}\p{M}]*/gu;

/** Words without their accents, each with the ways in which the text writes it. */
export const accentsOf = facet(({ text, lexicon }): ReadonlyMap<string, ReadonlySet<string>> => {
  const words = new Map<string, Set<string>>();
  for (const [written] of text.normalize('NFC').toLowerCase().matchAll(WORD)) {
    const base = written.normalize('NFD').replace(/\p{M}/gu, '');
    const spelled = lexicon.accented.has(written) ? base : written;
    words.set(base, (words.get(base) ?? new Set()).add(spelled));
  }
  return words;
});
