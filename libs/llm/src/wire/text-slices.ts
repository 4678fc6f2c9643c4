/** Up to 32 code points that end before white space or at the end of the text; a longer word is cut. */
const SLICE = /[^]{1,32}(?=\s|$)|[^]{1,32}/gu;

/** A text in the pieces that a replayed stream sends; together they are the text, and none ends inside a surrogate pair. */
export function textSlices(text: string): readonly string[] {
  return text.match(SLICE) ?? [];
}
