import { TextFindings } from '../text/text-findings.js';
import { setsTaskAboutWording } from './about-wording.js';
import { beginsAsking, endsAsking } from './asking.js';
import { isBareQuestion } from './bare-question.js';
import { linesOf } from './prompt-lines.js';
import { questionPlace } from './question-place.js';

/** A prompt taken apart: `before + question + after` is the prompt, to the letter. */
export interface SplitPrompt {
  readonly before: string;
  /** A question that stands alone, without white space around it. */
  readonly question: string;
  readonly after: string;
}

/** UTF-16 units. Longer prompts are identity as a whole. */
const LONGEST = 400_000;
/** Without one of these there is no label, no tag and no block. */
const MAY_HOLD_MORE = /[:：<\r\n]/u;

/** The same prompts come again and again: that is what the cache is for. */
const recent = new TextFindings<{ readonly split: SplitPrompt | undefined }>({
  size: 8_000_000,
  longest: LONGEST,
});

/**
 * Takes the question out of a prompt that holds more: passages and a question, as RAG templates put them.
 * @returns `undefined` when the prompt is no more than a question, when it can't be told for certain which part the question
 * is, and when the task is about the question's wording (translate, rephrase).
 */
export function splitPrompt(prompt: string, tenant = ''): SplitPrompt | undefined {
  if (prompt.length > LONGEST || !MAY_HOLD_MORE.test(prompt)) return undefined;
  return recent.of(tenant, prompt, (text) => ({ split: takeApart(text) })).split;
}

function takeApart(prompt: string): SplitPrompt | undefined {
  const place = questionPlace(prompt);
  if (!place) return undefined;
  const asked = prompt.slice(place.start, place.end);
  const start = place.start + asked.length - asked.trimStart().length;
  const question = asked.trim();
  if (!isBareQuestion(question) || !(endsAsking(question) || beginsAsking(question))) return undefined;
  const [before, after] = [prompt.slice(0, start), prompt.slice(start + question.length)];
  return [before, after].some(mayBeAsked) ? undefined : { before, question, after };
}

/** Whether what stands around a question may ask itself, or sets a task about the question's wording. */
function mayBeAsked(rest: string): boolean {
  return setsTaskAboutWording(rest) || linesOf(rest).some(({ text }) => endsAsking(text));
}

/**
 * What stands around the question as identity: byte for byte but for white space that says nothing. Line ends are one, lines
 * lose the white space at their ends; blank lines, indents and spaces inside a line stay.
 */
export function identityOfRest(text: string): string {
  return text
    .split(/\r\n|\r|\n/u)
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}
