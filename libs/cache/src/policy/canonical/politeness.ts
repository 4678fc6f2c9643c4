/** How requests begin; what is not here only keeps its "please". */
export const REQUEST_VERBS =
  'tell show give send help explain describe list write generate create make draft compose build find get ' +
  'search look check compare convert translate summarise summarize rewrite rephrase paraphrase shorten ' +
  'simplify improve fix correct debug review refactor optimise optimize implement design suggest recommend ' +
  'provide define outline extract classify categorise categorize calculate compute count solve analyse ' +
  'analyze evaluate answer name return print output format add remove delete update change set install ' +
  'configure run open book schedule remind report enable disable activate deactivate start stop restart ' +
  'turn switch reset cancel confirm approve reject assign invite share export import upload download copy ' +
  'move rename merge split sort filter group rank choose select pick think imagine act use apply follow ' +
  'continue complete finish prepare plan organise organize arrange read highlight identify estimate predict ' +
  'prove derive demonstrate illustrate draw plot proofread edit modify adapt adjust transform encode decode ' +
  'parse validate verify test deploy connect clarify elaborate expand discuss advise guide teach walk';

/**
 * What may be cut from a question without making it another one. The lists are closed and not the operator's: a key must
 * not depend on configuration. When in doubt the words stay ("Hello, world in Python", "Dear John letter", "how to please").
 */
const GREETING =
  '(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|all|everyone|team))?';
const PREAMBLE =
  '(?:excuse me|sorry to bother you(?:,? but)?|(?:i have )?(?:a )?quick question|i have a question)';
const MODAL = '(?:can|could|would|will) you';
const OPENING = opening(`(?:${GREETING}|${PREAMBLE}|(?:${MODAL} )?(?:please|pls|plz|kindly))`);
/** Set off by punctuation these are courtesy whatever long text follows; a short one may be a title: "Hey, Soul Sister". */
const SET_OFF = new RegExp(`(?:${GREETING}|${PREAMBLE}|please help)[,.!:]+\\s+(?=\\S+(?:\\s+\\S+){7})`, 'iy');
/** Cut before "tell me" and the like only: "Can you swim?" is no request. */
const MODAL_OPENING = opening(`${MODAL}(?= (?:(?:tell|show|give|send|help) (?:me|us)|explain)\\b)`);
/** Cut before a question word only: "Tell me a joke" stays. */
const INDIRECT_OPENING = opening(
  "(?:tell me|let me know|i(?: was| am|'m) wondering|i wonder|i(?: would|'d) like to know|i (?:want|need) to know|do you happen to know|does (?:anyone|anybody) know|can (?:anyone|anybody|someone) tell me)",
);

const QUESTION_WORD = 'what|who|whom|whose|where|when|why|how|which|whether|if';
const INDIRECT_START = new RegExp(`(?:${QUESTION_WORD})\\b(?! to\\b)`, 'iy');
/** How a question or request begins. */
const START = new RegExp(
  `(?:${QUESTION_WORD}|is|are|am|was|were|do|does|did|don't|can|could|would|will|should|shall|may|must|has|have|i|i'm|i've|i'd|we|${REQUEST_VERBS.replaceAll(' ', '|')})\\b`,
  'iy',
);

/** The question without greeting and request phrase. */
export function withoutOpenings(text: string): string {
  let kept = 0;
  for (let position = 0; ;) {
    const next = cutAt(text, position);
    if (next === undefined) return text.slice(kept);
    position = next.end;
    if (next.complete) kept = position;
  }
}

interface Cut {
  readonly end: number;
  /** What follows can stand alone; otherwise only if more is cut. */
  readonly complete: boolean;
}

function cutAt(text: string, position: number): Cut | undefined {
  const indirect = endOf(INDIRECT_OPENING, text, position);
  if (indirect !== undefined) {
    return matches(INDIRECT_START, text, indirect) ? { end: indirect, complete: true } : undefined;
  }
  const setOff = endOf(SET_OFF, text, position);
  if (setOff !== undefined) return { end: setOff, complete: true };
  const end = endOf(MODAL_OPENING, text, position) ?? endOf(OPENING, text, position);
  return end === undefined ? undefined : { end, complete: matches(START, text, end) };
}

function opening(source: string): RegExp {
  return new RegExp(`${source}(?:[,.!:;]+\\s+|\\s+-+\\s+|\\s+)`, 'iy');
}

function endOf(pattern: RegExp, text: string, position: number): number | undefined {
  return matches(pattern, text, position) ? pattern.lastIndex : undefined;
}

function matches(sticky: RegExp, text: string, position: number): boolean {
  sticky.lastIndex = position;
  return sticky.test(text);
}

const THANKS =
  '(?:many thanks|thanks|thank you|thx|cheers)(?: so much| very much| a lot| in advance| again)?';
const CLOSING_SENTENCE = new RegExp(`(?<=[\\p{L}\\p{N}]{2}[.!?])\\s+${THANKS}[\\s.!]*$`, 'iu');
const CLOSING_CLAUSE = new RegExp(`(?<=\\p{L}{2}), *(?:please|pls|plz|${THANKS})(?=[.!?]*$)`, 'iu');
const CLOSING_WORDS = /(?<=(\p{L}{2,})) +(?:please|pls|plz|(?:thanks|thank you) in advance)(?=[.!?]*$)/iu;
/** A sentence of its own, though the one before lacks its full stop: "... and perimeter Thanks!" */
const CLOSING_CAPITAL = /(?<=(\p{L}{2,})) +(?:Thanks|Thank you)(?=[.!]*$)/u;
/** A question about words may end in them: "How do you say yes, please". */
const ABOUT_WORDS =
  /\b(?:say|says|saying|said|mean|means|meaning|words?|phrases?|translat\w+|spell\w*|pronounce|reply|replying|respond|response|answer|write|writing|synonyms?|etymology|polite\w*|between|lyrics|song|sign|signing|end|ending)\b/i;
/** Before a bare "please" these make it the thing or the verb that is spoken of. */
const NOT_BEFORE_COURTESY =
  /^(?:to|of|for|you|they|we|he|she|it|not|no|yes|as|and|or|than|with|if|after|before|is|does|did|do|without|using|use|about|by|from|in|on|the|an|his|her|my|this|that|will|would|can|could|who|what|really)$/i;
/** Characters at the end that are searched. */
const WINDOW = 80;

/** The question without thanks and a closing "please". */
export function withoutClosing(text: string): string {
  if (ABOUT_WORDS.test(text)) return text;
  const split = Math.max(0, text.length - WINDOW);
  const end = text.slice(split).replace(CLOSING_SENTENCE, '').replace(CLOSING_CLAUSE, '');
  return text.slice(0, split) + [CLOSING_WORDS, CLOSING_CAPITAL].reduce(cutAfterNoun, end);
}

function cutAfterNoun(text: string, closing: RegExp): string {
  const before = closing.exec(text)?.[1];
  return before && !NOT_BEFORE_COURTESY.test(before) ? text.replace(closing, '') : text;
}

const ONLY_POLITE = new RegExp(
  `^(?:(?:${GREETING}|${PREAMBLE}|${MODAL}|please|pls|plz|kindly|${THANKS}|ok|okay|tell me|let me know|help me|i (?:want|need) to know|i was wondering|i wonder|explain)[\\s,.!?:;-]*)*$`,
  'i',
);
const LONGEST_POLITE = 120;

/** Whether nothing is asked: "Hello!", "Can you tell me", "Thanks". */
export function isOnlyPolite(text: string): boolean {
  return text.length <= LONGEST_POLITE && ONLY_POLITE.test(text);
}
