import { withoutClosingPunctuation } from './canonical/closing-punctuation.js';
import { isOnlyPolite, withoutClosing, withoutOpenings } from './canonical/politeness.js';
import { segmentsOf } from './canonical/segments.js';
import { unshouted } from './canonical/shouting.js';
import { foldWords, readingOf } from './canonical/words.js';
import { Lexicon } from './lexicon/lexicon.js';
import { languageIn } from './text/language.js';
import { isAboutSpacing } from './text/spacing.js';
import { TextFindings } from './text/text-findings.js';

/** Rewriting settles in two rounds; more only when courtesies are nested. */
const MOST_ROUNDS = 5;

/**
 * UTF-16 units. Longer texts are documents with a question somewhere: nobody asks them twice in other words, no embedder reads
 * them, and rewriting them would keep others waiting.
 */
const LONGEST = 10_000;

/** A repeated question is not worked out again; long ones repeat too seldom to be kept. */
const recent = new TextFindings<{ readonly text: string | undefined }>({ size: 2_000_000, longest: 2_000 });

/** White space that more than parts two words. */
const GAPS = /\s{2}|[^\S ]/;
/** French sets its closing marks off by a space that doesn't break. */
const SET_OFF_MARK = /[\u00a0\u202f](?=[!?;]*$)/g;

/**
 * The text that questions share which are the same but for the case of a sentence's first letter, white space and closing
 * punctuation, and in English politeness and contractions.
 * Rather keeps two spellings apart than joins two questions: capitals inside a sentence, accents, signs, what is quoted, and
 * whatever follows a colon or a line break stay as they are.
 * @param tenant who asks; absent where no request is served.
 * @returns `undefined` when nothing is asked, or too much. Idempotent, linear in the length of the text.
 */
export function canonicalText(question: string, tenant = ''): string | undefined {
  if (question.length > LONGEST) return undefined;
  return recent.of(tenant, question, (text) => ({ text: workOut(text) })).text;
}

function workOut(question: string): string | undefined {
  const start = question
    .normalize('NFC')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(SET_OFF_MARK, '')
    .trim();
  if (start === '' || isOnlyPolite(start)) return undefined;
  const spaced = GAPS.test(start) && isAboutSpacing(start);
  let text = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = rewrite(text, spaced);
    if (next === text) return text;
    text = next;
  }
  return start;
}

function rewrite(text: string, spaced: boolean): string {
  const english = languageIn(text, Lexicon.builtIn) === 'en';
  const read = unshouted(text, english);
  const asked = english ? withoutCourtesy(read) : read;
  const reading = readingOf(asked, english, spaced);
  const segments = segmentsOf(asked).map(({ plain, text: part }, index) =>
    plain ? foldWords(part, index === 0, reading) : part,
  );
  const folded = segments.join('').trim();
  return endsPlain(asked) ? withoutClosingPunctuation(folded, english) : folded;
}

/** A rest of a single word was no courtesy's rest: "Yes, please". */
function withoutCourtesy(text: string): string {
  const asked = withoutOpenings(text);
  const core = endsPlain(asked) ? withoutClosing(asked) : asked;
  return /\S\s+\S/.test(core) ? core : text;
}

function endsPlain(text: string): boolean {
  return segmentsOf(text).at(-1)?.plain ?? true;
}
