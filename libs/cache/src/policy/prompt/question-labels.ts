import { isInnerLabel, isLineLabel, mayEndLabel } from './prompt-labels.js';
import type { PromptLine } from './prompt-lines.js';

/** Where a label ends and the question may begin: a UTF-16 position in the prompt. */
export interface QuestionLabel {
  readonly line: PromptLine;
  readonly end: number;
}

/** UTF-16 units of the longest label with its signs. */
const LONGEST = 40;
/** UTF-16 units of the longest word of a label with its signs. */
const LONGEST_WORD = 24;
/** Words of the longest label. */
const MOST_WORDS = 4;
const COLON = /[:：][*_]*/gu;
/** Markdown around a label: `**Question:**`, `## Question`, `[Question]`. */
const SIGNS_AROUND =
  /^[>*_#[\]【】「」 \t\u00a0]+|(?<![>*_#[\]【】「」 \t\u00a0])[>*_#[\]【】「」 \t\u00a0]+$/gu;
/** The last word of a text, signs behind it aside; the text is short. */
const LAST_WORD = /([\p{L}\p{M}'’]{1,24})[>*_#[\]【】「」 \t\u00a0]{0,8}$/u;
const HEADING = /^\s*(?:#|\*\*|__|\[|【)/u;

/** The question labels of a line, one by one: at its start, and inside it. */
export function* labelsOf(line: PromptLine): Generator<QuestionLabel> {
  if (isHeading(line.text)) {
    yield { line, end: line.end };
    return;
  }
  for (const { index, 0: mark } of line.text.matchAll(COLON)) {
    if (isLabelled(line.text, index)) yield { line, end: line.start + index + mark.length };
  }
}

/** Whether a question's label stands right before the colon at an index. */
function isLabelled(text: string, colon: number): boolean {
  const lastWord = LAST_WORD.exec(text.slice(Math.max(0, colon - LONGEST_WORD), colon))?.[1];
  const place = colon <= LONGEST ? 'atStart' : 'inside';
  if (lastWord === undefined || !mayEndLabel(lastWord, place)) return false;
  const before = withoutSigns(text.slice(Math.max(0, colon - LONGEST), colon));
  if (colon <= LONGEST && isLineLabel(before)) return true;
  const words = before.split(/[\s。！？]+/u).slice(-MOST_WORDS);
  return words.some((_, index) => isInnerLabel(withoutSigns(words.slice(index).join(' '))));
}

/** A label that is a line of its own: "## Question". */
function isHeading(text: string): boolean {
  return text.length <= LONGEST && HEADING.test(text) && isLineLabel(withoutSigns(text));
}

function withoutSigns(text: string): string {
  return text.replace(SIGNS_AROUND, '');
}
