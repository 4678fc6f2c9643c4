const PARTICIPLE = /(?:ed|en|got|gone|done|come|had|made|left|lost|won|put|set|cut|hit|run)$/i;
/** Not "who's" and "he's": people have as often as they are. */
const CONTRACTED_IS = /^(?:what|where|when|how|that|there|it|here)'s$/;
const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:can't|cannot)$/, 'can not'],
  [/^won't$/, 'will not'],
  [/^i'm$/, 'i am'],
  [/^whats$/, 'what is'],
  [/^(\p{L}+)'re$/u, '$1 are'],
  [/^(\p{L}+)'ve$/u, '$1 have'],
  [/^(\p{L}+)'ll$/u, '$1 will'],
  [/^(do|does|did|is|are|was|were|have|has|had|could|would|should|must|need)n'?t$/, '$1 not'],
];

/** An English contraction in full; "what's" before a participle may be "what has": it stays. @param word in lower case. */
export function openContraction(word: string, next = ''): string {
  if (CONTRACTED_IS.test(word)) return PARTICIPLE.test(next) ? word : word.replace("'s", ' is');
  const found = CONTRACTIONS.find(([pattern]) => pattern.test(word));
  return found ? word.replace(...found) : word;
}
