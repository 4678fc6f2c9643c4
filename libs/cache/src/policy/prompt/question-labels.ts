import { endsLikeLabel, isInnerLabel, isLineLabel } from './prompt-labels.js';
import type { PromptLine } from './prompt-lines.js';

/** Where a label ends and the question may begin: a UTF-16 position in the prompt. */
export interface QuestionLabel {
  readonly line: PromptLine;
  readonly end: number;
}

/** UTF-16 units of the longest label with its signs. */
const LONGEST = 40;
/** Words of the longest label. */
const MOST_WORDS = 4;
const COLON = /[:：][*_]*/gu;
/** Markdown around a label: `**Question:**`, `## Question`, `[Question]`. */
const SIGNS_AROUND =
  /^[>*_#[\]【】「」 \t\u00a0]+|(?<![>*_#[\]【】「」 \t\u00a0])[>*_#[\]【】「」 \t\u00a0]+$/gu;
const HEADING = /^\s*(?:#|\*\*|__|\[|【)/u;

/** The question labels of a line: one at its start, others inside it. */
export function labelsOf(line: PromptLine): QuestionLabel[] {
  if (isHeading(line.text)) return [{ line, end: line.end }];
  return [...line.text.matchAll(COLON)]
    .filter(({ index }) => isLabelled(line.text, index))
    .map(({ index, 0: mark }) => ({ line, end: line.start + index + mark.length }));
}

/** Whether a question's label stands right before the colon at an index. */
function isLabelled(text: string, colon: number): boolean {
  const nearby = text.slice(Math.max(0, colon - LONGEST), colon);
  if (!endsLikeLabel(nearby)) return false;
  const before = withoutSigns(nearby);
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
