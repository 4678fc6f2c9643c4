import { LRUCache } from 'lru-cache';
import { withoutClosingPunctuation } from './canonical/closing-punctuation.js';
import { isOnlyPolite, withoutClosing, withoutOpenings } from './canonical/politeness.js';
import { segmentsOf } from './canonical/segments.js';
import { foldWords, unshouted } from './canonical/words.js';
import { Lexicon } from './lexicon/lexicon.js';
import { languageIn } from './text/language.js';

/** Rewriting settles in two rounds; more only when courtesies are nested. */
const MOST_ROUNDS = 5;

/**
 * UTF-16 units. Longer texts are documents with a question somewhere: nobody asks them twice in other words, no embedder reads
 * them, and rewriting them would keep others waiting.
 */
const LONGEST = 10_000;

/** A repeated question is not worked out again; long ones repeat too seldom to be kept. */
const recent = new LRUCache<string, { readonly text: string | undefined }>({
  maxSize: 2_000_000,
  maxEntrySize: 2_000,
  sizeCalculation: (_, question) => question.length + 1,
});

/**
 * The text that questions share which are the same but for case, politeness, contractions, closing punctuation and white space.
 * Rather keeps two spellings apart than joins two questions: what is quoted, code, identifiers, and whatever follows a colon
 * or a line break stay as they are, and questions that are not English are only trimmed.
 * `undefined` when nothing is asked, or too much. Idempotent, linear in the length of the text.
 */
export function canonicalText(question: string): string | undefined {
  if (question.length > LONGEST) return undefined;
  const known = recent.get(question);
  if (known) return known.text;
  const text = workOut(question);
  recent.set(question, { text });
  return text;
}

function workOut(question: string): string | undefined {
  const start = question.normalize('NFC').replace(/[‘’]/g, "'").replace(/[“”]/g, '"').trim();
  if (start === '' || isOnlyPolite(start)) return undefined;
  let text = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = rewrite(text);
    if (next === text) return text;
    text = next;
  }
  return start;
}

function rewrite(text: string): string {
  if (languageIn(text, Lexicon.builtIn) !== 'en') return text;
  const asked = withoutCourtesy(unshouted(text));
  const segments = segmentsOf(asked).map(({ plain, text: part }, index) =>
    plain ? foldWords(part, index === 0) : part,
  );
  const folded = segments.join('').trim();
  return endsPlain(asked) ? withoutClosingPunctuation(folded) : folded;
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
