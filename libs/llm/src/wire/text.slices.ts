import { sliceEnd, SHORTEST_SLICE, SLICE_LOOK_AHEAD } from './slice.end.js';

/**
 * The length of slices. `growing`: about a token at first, then ever longer, so that a long text has hundreds of slices and not a
 * hundred thousand. `token`: about a token each, for clients that show them one by one.
 */
export type Slicing = 'growing' | 'token';

/** UTF-16 code units. As JSON in UTF-8 a slice takes at most six times as many bytes. */
export const LONGEST_SLICE = 4_096;
/** A growing slice has a fourth of the length of the text before it. */
const GROWTH = 4;

/**
 * Cuts a text into slices as a model might stream it: before white space and, in long words, between graphemes. The slices are made
 * one by one.
 * @param text the text, or the pieces of a long one.
 */
export function* slicesOf(text: string | Iterable<string>, slicing: Slicing): Generator<string, void, void> {
  let sliced = 0;
  let rest = '';
  const next = () => {
    const slice = rest.slice(0, sliceEnd(rest, longestAfter(sliced, slicing)));
    sliced += slice.length;
    rest = rest.slice(slice.length);
    return slice;
  };
  for (const piece of typeof text === 'string' ? [text] : text) {
    rest += piece;
    // The end of a slice depends on the text behind it, which may be in the next piece.
    while (rest.length > SLICE_LOOK_AHEAD) yield next();
  }
  while (rest !== '') yield next();
}

/** The longest slice after this many code units. */
function longestAfter(sliced: number, slicing: Slicing): number {
  if (slicing === 'token') return SHORTEST_SLICE;
  return Math.min(LONGEST_SLICE, Math.max(SHORTEST_SLICE, Math.floor(sliced / GROWTH)));
}
