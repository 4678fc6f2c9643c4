import { isObject, type JsonObject } from '../json.js';

/**
 * Stands where the question was. The APIs take no object there, so no real content looks like it; and a request that sends just
 * this one has no question, so that its key differs all the same.
 */
const MARKER = { question: true };

export interface SplitMessages {
  readonly question: string | null;
  /** With the marker in place of the question. */
  readonly messages: readonly JsonObject[];
}

/** The question is the last message's text when it is the user's, all text, one piece, and not blank. */
export function splitMessages(messages: readonly JsonObject[]): SplitMessages {
  const last = messages.at(-1);
  const split = last?.['role'] === 'user' ? splitContent(last['content']) : undefined;
  if (!split?.question.trim()) return { question: null, messages };
  return { question: split.question, messages: [...messages.slice(0, -1), { ...last, content: split.rest }] };
}

/** The text of the user's last message; its parts in lines when there are several. */
export function lastSaid(messages: readonly JsonObject[]): string {
  return textOf(messages.findLast(({ role }) => role === 'user')?.['content']);
}

const INSTRUCTING: ReadonlySet<unknown> = new Set(['system', 'developer', 'user']);

/** What the model is told before the last message: a system prompt, and what the user said in earlier turns. */
export function instructionsIn(messages: readonly JsonObject[], system?: unknown): readonly string[] {
  if (messages.length === 1 && system === undefined) return NONE;
  const told = messages.slice(0, -1).filter(({ role }) => INSTRUCTING.has(role));
  return [system, ...told.map(({ content }) => content)].map(textOf).filter(Boolean);
}

const NONE: readonly string[] = [];

/** A content's text; the text of its parts in lines. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return (content as unknown[])
    .filter(isTextPart)
    .map(({ text }) => text)
    .join('\n');
}

interface SplitContent {
  readonly question: string;
  readonly rest: unknown;
}

function splitContent(content: unknown): SplitContent | undefined {
  if (typeof content === 'string') return { question: content, rest: MARKER };
  const [part, ...others] = Array.isArray(content) ? (content as unknown[]) : [];
  if (!isTextPart(part) || others.length > 0) return undefined;
  return { question: part.text, rest: [{ ...part, text: MARKER }] };
}

function isTextPart(part: unknown): part is JsonObject & { readonly text: string } {
  return isObject(part) && part['type'] === 'text' && typeof part['text'] === 'string';
}
