/** A word with its leading space is about a token; longer words are cut. UTF-16 code units. */
const LONGEST = 12;

const WORD_END = /(?<=\S)(?=\s)/;
const ASCII = /^[\0-\x7f]*$/;
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text in the pieces in which a model might have streamed it: cut before white space and, in long words, between graphemes. */
export function slicesOf(text: string, longest = LONGEST): string[] {
  const words = text === '' ? [] : text.split(WORD_END);
  return words.flatMap((word) => (word.length <= longest ? word : slicesOfLong(word, longest)));
}

/** Segmenting costs half a microsecond per letter, so it is left for the words that need it. */
function slicesOfLong(word: string, longest: number): string[] {
  if (ASCII.test(word)) return slicesOfAscii(word, longest);
  const slices = [''];
  for (const { segment } of GRAPHEMES.segment(word)) {
    const last = slices.length - 1;
    if (slices[last]!.length + segment.length > longest) slices.push(segment);
    else slices[last] += segment;
  }
  return slices.filter((slice) => slice !== '');
}

function slicesOfAscii(word: string, longest: number): string[] {
  const slices: string[] = [];
  for (let at = 0; at < word.length; at += longest) slices.push(word.slice(at, at + longest));
  return slices;
}
