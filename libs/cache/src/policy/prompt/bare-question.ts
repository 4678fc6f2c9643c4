import { isOnlyPolite } from '../canonical/politeness.js';
import { beginsAsking } from './asking.js';

/** Words of the longest text that still is one question; longer ones bring facts along. */
const MOST_WORDS = 60;
/** UTF-16 units: for scripts that don't part their words, and for words that are none. */
const LONGEST = 480;
/** Words in quotation marks, or after a colon, that are still named by the question instead of worked on. */
const MOST_QUOTED = 6;

/** Blocks, fields, tables, markup, code: a text with one of these holds more than a question. */
const MORE_THAN_A_QUESTION = [
  /[\r\n\u0085\u2028\u2029]/u,
  /```|"""|'''|~~~/u,
  /<\/?[a-z][\w-]*(?:\s[^<>]*)?>/iu,
  /[{}]|\|.*\|/u,
  // An inner list: "1. ... 2. ..." or "a) ... b) ...".
  /(?:^|\s)(?:1[.)]|a\)|\(1\)|\(a\))\s.*\s(?:2[.)]|b\)|\(2\)|\(b\))\s/iu,
  // Two fields: "Name: ... Street: ...".
  /\p{L}:\s.*\p{L}:\s/u,
];
/** Quotation marks; the text between the first and the second, the third and the fourth, is a quote. */
const QUOTATION_MARKS = /["“”„«»「」`]/u;

/**
 * Whether a text is a question that stands alone: one line, no longer than questions are, with nothing to be worked on.
 * Only such a text is compared by meaning: in anything longer a changed word barely moves its vector.
 */
export function isBareQuestion(text: string): boolean {
  const line = text.trim();
  if (line.length > LONGEST || line === '' || isOnlyPolite(line)) return false;
  if (MORE_THAN_A_QUESTION.some((pattern) => pattern.test(line)) || wordCount(line) > MOST_WORDS)
    return false;
  return !hasLongQuote(line) && !hasMaterial(line);
}

/** Every second piece between quotation marks is a quote; a mark without its counterpart quotes up to the end. */
function hasLongQuote(line: string): boolean {
  return line
    .split(QUOTATION_MARKS)
    .some((piece, index) => index % 2 === 1 && wordCount(piece) > MOST_QUOTED);
}

/** "Correct this letter: Dear John ...". A question after the colon is the question: "Quick one: how do I ...". */
function hasMaterial(line: string): boolean {
  const colon = line.search(/[:：](?=\s)/u);
  const after = colon < 0 ? '' : line.slice(colon + 1).trimStart();
  return wordCount(after) > MOST_QUOTED && !beginsAsking(after);
}

function wordCount(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== '').length;
}
