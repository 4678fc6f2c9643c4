import { sliceEnd, SHORTEST_SLICE, SLICE_LOOK_AHEAD } from './slice.end.js';

/**
 * How long the slices of a text are. `growing`: a token at first, as a model streams, then ever longer ones, so that a long text has
 * hundreds of them and not a hundred thousand. `token`: about a token each, for those who see them one by one.
 */
export type Slicing = 'growing' | 'token';

/** UTF-16 code units. As JSON in UTF-8 a slice takes at most six times as many bytes. */
export const LONGEST_SLICE = 4_096;
/** A slice is as long as this part of what came before it. */
const GROWTH = 4;

/**
 * A text in the slices in which a model might have streamed it, cut before white space and, in long words, between graphemes. They
 * are made one by one. @param text the text, or the pieces of one that is long.
 */
export function* slicesOf(text: string | Iterable<string>, slicing: Slicing): Generator<string, void, void> {
  let told = 0;
  let rest = '';
  const next = () => {
    const slice = rest.slice(0, sliceEnd(rest, longestAfter(told, slicing)));
    told += slice.length;
    rest = rest.slice(slice.length);
    return slice;
  };
  for (const piece of typeof text === 'string' ? [text] : text) {
    rest += piece;
    // The end of a slice depends on what follows it, which may be in the next piece.
    while (rest.length > SLICE_LOOK_AHEAD) yield next();
  }
  while (rest !== '') yield next();
}

/** How long a slice may be behind so many code units. */
function longestAfter(told: number, slicing: Slicing): number {
  if (slicing === 'token') return SHORTEST_SLICE;
  return Math.min(LONGEST_SLICE, Math.max(SHORTEST_SLICE, Math.floor(told / GROWTH)));
}
