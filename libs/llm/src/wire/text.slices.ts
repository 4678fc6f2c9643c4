/** UTF-16 code units. A word with its leading space is about a token; longer words are cut. */
const LONGEST = 12;

const WORD_END = /(?<=\S)(?=\s)/;
const ASCII = /^[\0-\x7f]*$/;
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text in the pieces in which a model might have streamed it: cut before white space and, in long words, between graphemes. */
export function slicesOf(text: string): string[] {
  const words = text === '' ? [] : text.split(WORD_END);
  return words.flatMap((word) => (word.length <= LONGEST ? word : slicesOfLong(word)));
}

/** Segmenting costs half a microsecond per letter, so it is left for the words that need it. */
function slicesOfLong(word: string): string[] {
  if (ASCII.test(word)) return word.match(/.{1,12}/gs) ?? [];
  const slices = [''];
  for (const { segment } of GRAPHEMES.segment(word)) {
    const last = slices.length - 1;
    if (slices[last]!.length + segment.length > LONGEST) slices.push(segment);
    else slices[last] += segment;
  }
  return slices.filter((slice) => slice !== '');
}
