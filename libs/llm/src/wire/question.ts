import { isObject, type JsonObject } from '../json.js';

/**
 * Replaces the question in the profile. The APIs accept no object there, so no valid content equals it. A request that sends exactly
 * this object has no question, so its key differs.
 */
const MARKER = { question: true };

export interface SplitMessages {
  readonly question: string | null;
  /** With the marker in place of the question. */
  readonly messages: readonly JsonObject[];
}

/** The question is the text of the last message, when that message is the user's, one piece of plain text, and not blank. */
export function splitMessages(messages: readonly JsonObject[]): SplitMessages {
  const last = messages.at(-1);
  const split = last?.['role'] === 'user' ? splitContent(last['content']) : undefined;
  if (!split?.question.trim()) return { question: null, messages };
  return { question: split.question, messages: [...messages.slice(0, -1), { ...last, content: split.rest }] };
}

/** The text of the user's last message. Several parts are joined by line breaks. */
export function lastSaid(messages: readonly JsonObject[]): string {
  return textOf(messages.findLast(({ role }) => role === 'user')?.['content']);
}

const INSTRUCTING: ReadonlySet<unknown> = new Set(['system', 'developer', 'user']);

/** The texts before the last message: the system prompt, and the user's earlier messages. */
export function instructionsIn(messages: readonly JsonObject[], system?: unknown): readonly string[] {
  if (messages.length === 1 && system === undefined) return NONE;
  const earlier = messages.slice(0, -1).filter(({ role }) => INSTRUCTING.has(role));
  return [system, ...earlier.map(({ content }) => content)].map(textOf).filter(Boolean);
}

const NONE: readonly string[] = [];

/** The text of a content. Several parts are joined by line breaks. */
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
