import { isObject, type JsonObject } from '../../json.js';

/** Members whose pieces are concatenated. Of other texts the last one counts. */
const TEXTS = new Set([
  ...['content', 'refusal', 'reasoning_content', 'reasoning'],
  ...['arguments', 'input', 'data', 'transcript'],
]);

/** Merges the pieces of an object: texts and lists grow, objects are merged member by member. It may modify the pieces. */
export class GrowingObject {
  private readonly members: Map<string, unknown>;

  constructor(first: JsonObject = {}) {
    this.members = new Map(Object.entries(first));
  }

  add(piece: JsonObject): void {
    for (const name of Object.keys(piece))
      this.members.set(name, grown(this.members.get(name), piece[name], name));
  }

  get(name: string): unknown {
    return this.members.get(name);
  }

  get object(): JsonObject {
    return Object.fromEntries(this.members);
  }
}

function grown(before: unknown, value: unknown, name: string): unknown {
  if (addsNothing(value)) return before ?? value;
  if (typeof value === 'string')
    return TEXTS.has(name) && typeof before === 'string' ? before + value : value;
  if (Array.isArray(value)) return Array.isArray(before) ? appended(before, value) : value;
  return isObject(before) && isObject(value) ? merged(before, value) : value;
}

/** Some servers repeat members as `null` or as empty texts. */
function addsNothing(value: unknown): boolean {
  return value === null || value === '';
}

/** In place, because a list with an item per token would otherwise be copied once per token. */
function appended(items: unknown[], more: readonly unknown[]): unknown[] {
  for (const item of more) items.push(item);
  return items;
}

function merged(known: JsonObject, piece: JsonObject): JsonObject {
  const both = new GrowingObject(known);
  both.add(piece);
  return both.object;
}
