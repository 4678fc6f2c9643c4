/** A word and the white space before it; what has no gaps is cut, between code points. */
const SLICE = /\s{0,24}\S{1,24}|\s{1,24}/gu;

/** A text in pieces as a model would stream them, about one per token. Together they are the text. */
export function* slicesOf(text: string): Generator<string> {
  for (const [slice] of text.matchAll(SLICE)) yield slice;
}
