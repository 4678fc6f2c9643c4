import type { Lexicon } from '../lexicon/lexicon.js';

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:can't|cannot|cant)\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  [/\bain't\b/g, 'is not'],
  [/n't\b/g, ' not'],
  [/\b(doesn|don|didn|isn|aren|wasn|weren|haven|hasn|couldn|wouldn|shouldn)t\b/g, '$1 not'],
  [/\b(does|do|did|is|are|was|were|have|has|could|would|should)n not\b/g, '$1 not'],
  [/\b(what|who|where|when|how|why|that|there|it|he|she|which|here)'s\b/g, '$1 is'],
  [/\bwhats\b/g, 'what is'],
  [/'re\b/g, ' are'],
  [/'ve\b/g, ' have'],
  [/'ll\b/g, ' will'],
  [/\bi'm\b/g, 'i am'],
  [/'d\b/g, ' would'],
];

/** A single capital inside a sentence is a name: plan A, service B. `I` is not. */
const LONE_CAPITAL = /(?<=[\p{Ll}\p{N},] )([A-HJ-Z])(?=[ ,?.!]|$)/gu;

/** One spelling for what can be written in several: compatibility forms, quotes, dashes, white space. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[–−‑]/g, '-')
    .replace(/—/g, ' - ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Lower case, contractions opened, aliases written as one name: for comparing, never for a key. */
export function normalise(folded: string, lexicon: Lexicon): string {
  const { aliases } = lexicon;
  const lower = aliases.resolveAcronyms(folded).replace(LONE_CAPITAL, 'letter$1').toLowerCase();
  const named = aliases.resolvePhrases(lower);
  return CONTRACTIONS.reduce((text, [pattern, words]) => text.replace(pattern, words), named);
}
