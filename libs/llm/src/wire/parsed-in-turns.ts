import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { BrokenAnswer } from '../errors.js';
import { parseObject, type JsonObject } from '../json.js';
import { afterSpace } from './json.scanner.js';
import { MemberScanner, TooManyMarks } from './member.scanner.js';

/** A shorter text is parsed at once. UTF-16 units. */
const LONG = 2_000_000;
/** UTF-16 units that are parsed in one turn of the event loop: about a millisecond of numbers. */
const IN_A_TURN = 300_000;

/** An array in a text: its elements, parsed, and where it stands. */
interface ParsedArray {
  readonly elements: readonly unknown[];
  readonly start: number;
  readonly end: number;
}

/**
 * Parses a JSON object with a long array, one element after the other, so that other requests have their turn in between. The result
 * is that of `JSON.parse`.
 * @param name the member that is the array. Rejects with `BrokenAnswer` when the text is no JSON object.
 */
export async function parsedInTurns(text: string, name: string, long = LONG): Promise<JsonObject> {
  if (text.length < long) return parseObject(text);
  try {
    const array = await arrayIn(text, name);
    if (!array) return parseObject(text);
    const marker = randomUUID();
    const rest = parseObject(`${text.slice(0, array.start)}"${marker}"${text.slice(array.end)}`);
    // Otherwise the member comes again further on, and the last one counts.
    return rest[name] === marker ? { ...rest, [name]: array.elements } : rest;
  } catch (error) {
    if (error instanceof TooManyMarks) return parseObject(text);
    throw error;
  }
}

/** Undefined when the first member of that name is no array. */
async function arrayIn(text: string, name: string): Promise<ParsedArray | undefined> {
  const scanner = new MemberScanner(text);
  const start = scanner.valueOf(afterSpace(text, 0), name);
  if (start === undefined || text[start] !== '[') return undefined;
  const elements: unknown[] = [];
  let [at, turn] = [afterSpace(text, start + 1), start];
  while (text[at] !== ']') {
    const end = scanner.endOf(at);
    elements.push(parsed(text.slice(at, end)));
    const mark = afterSpace(text, end);
    if (text[mark] !== ',' && text[mark] !== ']') throw notJson();
    at = text[mark] === ',' ? afterElementMark(text, mark) : mark;
    if (at - turn < IN_A_TURN) continue;
    turn = at;
    await nextTurn();
  }
  return { elements, start, end: at + 1 };
}

/** After a comma there must be an element. */
function afterElementMark(text: string, comma: number): number {
  const next = afterSpace(text, comma + 1);
  if (text[next] === ']') throw notJson();
  return next;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

function notJson(): BrokenAnswer {
  return new BrokenAnswer('The upstream sent something that is not JSON.');
}
