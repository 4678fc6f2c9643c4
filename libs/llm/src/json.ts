import { BrokenAnswer } from './errors.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a member says anything: an empty list says as much as none. */
export function isGiven(value: unknown): boolean {
  return value != null && !(Array.isArray(value) && value.length === 0);
}

/** The objects in a list; none when it is not a list. */
export function objectsIn(list: unknown): readonly JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** @throws BrokenAnswer when the text is not a JSON object. Unlike a SyntaxError, its message does not quote the text. */
export function parseObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BrokenAnswer('The upstream sent something that is not JSON.');
  }
  return objectOf(value, 'the body');
}

export function objectOf(value: unknown, where: string): JsonObject {
  if (!isObject(value)) throw new BrokenAnswer(`An object is missing in the upstream's answer: ${where}.`);
  return value;
}

export function stringOf(value: unknown, where: string): string {
  if (typeof value !== 'string')
    throw new BrokenAnswer(`A string is missing in the upstream's answer: ${where}.`);
  return value;
}

/** A count of the upstream; 0 when it is left out. */
export function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

export function without(object: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)));
}
