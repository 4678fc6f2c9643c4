import type { Lexicon } from '../lexicon/lexicon.js';

/** How a writer uses capitals: throughout, on most words, or to begin sentences and names. */
export type CapitalStyle = 'shouted' | 'title' | 'sentence';

/** Fewest words that are shouted on purpose; fewer are names and acronyms. */
const FEWEST_SHOUTED = 3;
const FEWEST_IN_TITLE = 2;
/** Share of the words behind the first, small words aside, that a title writes with a capital. */
const TITLE_CASE = 0.75;
const WORD = /\p{L}[\p{L}\p{M}]*/gu;
const CAPITAL_INSIDE = /\s\p{Lu}\p{Ll}/u;
const CAPITALISED = /^\p{Lu}\p{Ll}/u;
/** Titles write these small. */
const SMALL = new Set('a an the of to in on at by for from with and or as'.split(' '));
/** Capitals on these name something, so they don't show that a text is a title. */
const NAMING = new Set('i it us who may will can am do go need use find get show'.split(' '));

export function capitalStyleOf(text: string, lexicon: Lexicon): CapitalStyle {
  if (!/[\p{Ll}\p{Lo}]/u.test(text))
    return (text.match(WORD)?.length ?? 0) >= FEWEST_SHOUTED ? 'shouted' : 'sentence';
  if (!CAPITAL_INSIDE.test(text)) return 'sentence';
  return isTitle((text.match(WORD) ?? []).slice(1), lexicon) ? 'title' : 'sentence';
}

/** Capitals on common words ("How Do I ...") tell that the others name nothing either. */
function isTitle(inner: readonly string[], { stopWords }: Lexicon): boolean {
  const counted = inner.filter((word) => !SMALL.has(word));
  const capitalised = counted.filter((word) => CAPITALISED.test(word));
  const style = capitalised.some(
    (word) => stopWords.has(word.toLowerCase()) && !NAMING.has(word.toLowerCase()),
  );
  return style && capitalised.length >= FEWEST_IN_TITLE && capitalised.length >= TITLE_CASE * counted.length;
}

/** Closing marks and what may follow them; an ellipsis in the middle ends no sentence for certain. */
const SENTENCE_END =
  /(?<=[\p{L}\p{M}\p{N})\]"'])[!?。！？؟]["')\]]*$|(?<!\p{L})(?:\p{L}{4,}|\p{Ll}{2,3})\.["')\]]*$/u;
const ABBREVIATION =
  /(?<!\p{L})(?:no|vs|nr|etc|dr|mr|mrs|ms|st|fig|al|eg|ie|inc|ltd|co|corp|dept|approx|prof|art|vol|ver|sec|min|max|z|bzw|ca|incl|excl|resp)\.["')\]]*$/iu;

/** Whether the next word begins a sentence, where every writer puts a capital. @param previous the token before it, if any. */
export function opensSentence(previous: string | undefined): boolean {
  return previous === undefined || (SENTENCE_END.test(previous) && !ABBREVIATION.test(previous));
}
