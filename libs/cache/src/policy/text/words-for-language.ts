export interface SeenWord {
  /** In lower case, with straight apostrophes. */
  readonly word: string;
  /** Written with a capital where other words are not: likely a name. */
  readonly capitalised: boolean;
}

const CHUNK = /[\p{L}\p{M}\p{N}'._@-]+/gu;
/** Mail and web addresses, file names, dotted and snake_case identifiers: they belong to no language. */
const IDENTIFIER = /[\p{L}\p{M}\p{N}][._@][\p{L}\p{N}]/u;
const WORD = /\p{L}[\p{L}\p{M}\p{N}]*(?:'[\p{L}\p{M}]+)*/gu;
const CAMEL_CASE = /\p{Ll}\p{Lu}/u;
/** In a headline, and where everything is in capitals, a capital says nothing. */
const LOWER_CASE_SHARE = 0.25;

/** The words of a text by which its language can be told: no identifiers, nothing with digits. */
export function wordsForLanguage(text: string): SeenWord[] {
  const chunks = text.normalize('NFKC').replace(/[’‘]/g, "'").match(CHUNK) ?? [];
  const words = chunks.filter((chunk) => !IDENTIFIER.test(chunk)).flatMap(wordsIn);
  const natural = words.filter((word) => !/\p{N}/u.test(word) && !CAMEL_CASE.test(word));
  const inside = natural.slice(1);
  const lowerCase = inside.filter((word) => /^\p{Ll}/u.test(word)).length;
  const tells = lowerCase > 0 && lowerCase >= LOWER_CASE_SHARE * inside.length;
  return natural.map((word, index) => ({
    word: word.toLowerCase(),
    capitalised: tells && index > 0 && /^\p{Lu}/u.test(word),
  }));
}

/** The words of a hyphenated one, without its single letters: e-mail, T-shirt. */
function wordsIn(chunk: string): readonly string[] {
  const words = chunk.match(WORD) ?? [];
  return chunk.includes('-') ? words.filter((word) => word.length > 1) : words;
}
