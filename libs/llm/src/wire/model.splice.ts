import { RagCacheError } from '@app/core';
import { insertion, replacement, spliced, textOf } from './body.splice.js';
import { afterSpace } from './json.scanner.js';
import { MemberScanner, TooManyMarks, type MemberSpan } from './member.scanner.js';

const MODEL = 'model';

interface Members {
  readonly open: number;
  /** All that were found. */
  readonly members: readonly MemberSpan[];
  /** `false` = the text has more tokens than are read. */
  readonly isWhole: boolean;
}

/** The model that a JSON body names. */
export type NamedModel =
  | { readonly model: string }
  /** The body names none, or is no JSON object; `unread`: it has too many tokens before it names one. */
  | { readonly model?: undefined; readonly reason: 'none' | 'unread' };

/** Reads `model` without parsing the rest of the body, which may be large. The last one of several counts, as in `JSON.parse`. */
export function modelIn(raw: Buffer): NamedModel {
  const text = textOf(raw);
  const { members, isWhole } = membersIn(text);
  const member = members.findLast(({ name }) => name === MODEL);
  if (!member) return { reason: isWhole ? 'none' : 'unread' };
  const model = parsed(text.slice(member.value, member.end));
  return typeof model === 'string' ? { model } : { reason: 'none' };
}

/**
 * Sets `model` in a JSON object. Every other byte stays. A body that is no object is returned unchanged.
 * @throws RagCacheError `validation_failed` for a body that has too many tokens before it names a model.
 */
export function setModel(raw: Buffer, model: string): Buffer {
  const changed = withModel(raw, model);
  if (changed) return changed;
  throw unreadModel();
}

/** The same, but undefined for a body that has too many tokens before it names a model. */
export function withModel(raw: Buffer, model: string): Buffer | undefined {
  const value = JSON.stringify(model);
  const { open, members, isWhole } = membersIn(textOf(raw));
  const named = members.filter(({ name }) => name === MODEL);
  if (named.length > 0)
    return spliced(
      raw,
      named.map((member) => replacement(member, value)),
    );
  if (!isWhole) return undefined;
  return open >= 0 ? spliced(raw, [insertion(members, open, `"${MODEL}":${value}`)]) : raw;
}

/** For a body that has too many tokens before it names a model. */
export function unreadModel(): RagCacheError {
  const message = 'must come first in a body as large as this one';
  return new RagCacheError('validation_failed', `model ${message}.`, { errors: [{ path: MODEL, message }] });
}

function membersIn(text: string): Members {
  const open = afterSpace(text, 0);
  const members: MemberSpan[] = [];
  if (text[open] !== '{') return { open: -1, members, isWhole: true };
  try {
    for (const member of new MemberScanner(text).walk(open)) members.push(member);
    return { open, members, isWhole: true };
  } catch (error) {
    if (error instanceof TooManyMarks) return { open, members, isWhole: false };
    throw error;
  }
}

/** @param latin1 JSON text with one character per byte. */
function parsed(latin1: string): unknown {
  try {
    return JSON.parse(Buffer.from(latin1, 'latin1').toString('utf8'));
  } catch {
    return undefined;
  }
}
