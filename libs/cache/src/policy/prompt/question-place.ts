import { endsAsking } from './asking.js';
import { isClosedBlock } from './closed-block.js';
import { linesOf, type PromptLine } from './prompt-lines.js';
import { QUESTION_TAGS } from './prompt-labels.js';
import { labelsOf, type QuestionLabel } from './question-labels.js';

/** Where the question of a prompt stands, in UTF-16 units, with the white space around it. */
export interface QuestionPlace {
  readonly start: number;
  readonly end: number;
}

const TAG = new RegExp(`<(/?)(${QUESTION_TAGS.join('|')})>`, 'giu');
/** A line that can't continue the question before it: a label, a tag, a heading, a rule, a fence, a list's item. */
const STARTS_ANEW = /^\s*(?:[\p{L}\p{N} _'*[\]【】-]{1,40}[:：]|<|#|\[|[-=*_~`"']{3,}|[-*•]\s)/u;
/** A label with nothing behind it, where the answer is to go: "Question: ...? Answer:". */
const ANSWER_LABEL = /\s[\p{L}*_]{1,30}(?:\s[\p{L}*_]{1,30})?\s?[:：]\s*$/u;

/** The place of the question where exactly one can be it: between tags, behind a label, or one line beside one closed block. */
export function questionPlace(prompt: string): QuestionPlace | undefined {
  const tags = [...prompt.matchAll(TAG)];
  if (tags.length > 0) return betweenTags(tags);
  const lines = linesOf(prompt);
  const [label, another] = firstTwoLabels(lines);
  if (another) return undefined;
  return label ? behindLabel(label, lines.slice(lines.indexOf(label.line) + 1)) : besideBlock(lines);
}

/** More than two say no more than two: the question can't be told. */
function firstTwoLabels(lines: readonly PromptLine[]): QuestionLabel[] {
  const found: QuestionLabel[] = [];
  for (const label of labelsIn(lines)) {
    if (found.push(label) === 2) break;
  }
  return found;
}

function* labelsIn(lines: readonly PromptLine[]): Generator<QuestionLabel> {
  for (const line of lines) yield* labelsOf(line);
}

function betweenTags(tags: readonly RegExpMatchArray[]): QuestionPlace | undefined {
  const [open, close, ...others] = tags;
  if (!open || !close || others.length > 0) return undefined;
  if (open[1] !== '' || close[1] !== '/' || open[2] !== close[2]) return undefined;
  return { start: open.index! + open[0].length, end: close.index! };
}

/** The rest of the label's line, or the next line when there is no rest. No other line may continue it. */
function behindLabel({ line, end }: QuestionLabel, after: readonly PromptLine[]): QuestionPlace | undefined {
  const rest = line.text.slice(end - line.start);
  const [asked, following] =
    rest.trim() === '' ? after : [{ start: end, end: line.end, text: rest }, after[0]];
  if (!asked || (following && !STARTS_ANEW.test(following.text))) return undefined;
  const answerLabel = ANSWER_LABEL.exec(asked.text);
  return { start: asked.start, end: answerLabel ? asked.start + answerLabel.index : asked.end };
}

/** A line that asks, right before or after a block that is opened and closed; all other lines are the block's. */
function besideBlock(lines: readonly PromptLine[]): QuestionPlace | undefined {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last || lines.length < 3) return undefined;
  const [asksFirst, asksLast] = [endsAsking(first.text), endsAsking(last.text)];
  if (asksFirst === asksLast) return undefined;
  return isClosedBlock(asksFirst ? lines.slice(1) : lines.slice(0, -1), { opensFirst: asksFirst })
    ? asksFirst
      ? first
      : last
    : undefined;
}
