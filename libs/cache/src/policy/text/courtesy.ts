import type { Lexicon } from '../lexicon/lexicon.js';

/** Characters at the end that are searched for thanks. */
const CLOSING_WINDOW = 160;
const FEWEST_WORDS = 2;

/** "One of our customers asked me this: what is ..." */
const LEAD = /^([^:?]{3,110}):\s+(?=(?:what|how|who|when|where|why|which|can|is|are|do|does)\b)/i;
/** A lead clause with one of these tells what to do: it is content, as is one with a name, a number or a single word. */
const INSTRUCTION =
  /\b(?:answer|explain|reply|respond|translate|summari[sz]e|write|list|classify|extract|in|sql|python)\b/i;
const NAME_INSIDE = /\s\p{Lu}\p{L}/u;

/** A folded text without what is only courtesy. A text that is hardly more than courtesy is left as it is. */
export function withoutCourtesy(text: string, lexicon: Lexicon): string {
  const asked = withoutOpenings(withoutLead(text), lexicon.patterns.opening);
  const core = withoutClosing(asked, lexicon.patterns.closing);
  return core.split(' ', FEWEST_WORDS).length < FEWEST_WORDS ? text : core;
}

function withoutLead(text: string): string {
  const lead = LEAD.exec(text);
  if (!lead || isTelling(lead[1]!)) return text;
  return text.slice(lead[0].length);
}

function isTelling(lead: string): boolean {
  return INSTRUCTION.test(lead) || /[\d"`]/.test(lead) || NAME_INSIDE.test(lead) || !lead.includes(' ');
}

function withoutOpenings(text: string, opening: RegExp): string {
  let start = 0;
  for (;;) {
    opening.lastIndex = start;
    if (!opening.test(text)) return text.slice(start);
    start = opening.lastIndex;
  }
}

function withoutClosing(text: string, closing: RegExp): string {
  const split = Math.max(0, text.length - CLOSING_WINDOW);
  return text.slice(0, split) + text.slice(split).replace(closing, '');
}
