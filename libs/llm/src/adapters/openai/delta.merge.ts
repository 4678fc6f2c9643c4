import { isObject, type JsonObject } from '../../json.js';

/** Members whose pieces are strung together; of any other the last one counts. */
const TEXTS = new Set([
  ...['content', 'refusal', 'reasoning_content', 'reasoning'],
  ...['arguments', 'input', 'data', 'transcript'],
]);

/** What has come so far and the next piece of it: texts and lists grow, objects grow member by member. The lists are taken over. */
export function merged(known: JsonObject, piece: JsonObject): JsonObject {
  const grown = Object.entries(piece).map(([name, value]) => {
    const before = Object.hasOwn(known, name) ? known[name] : undefined;
    return [name, grownMember(before, value, name)];
  });
  return { ...known, ...(Object.fromEntries(grown) as JsonObject) };
}

function grownMember(before: unknown, value: unknown, name: string): unknown {
  if (addsNothing(value)) return before ?? value;
  if (typeof value === 'string')
    return TEXTS.has(name) && typeof before === 'string' ? before + value : value;
  if (Array.isArray(value)) return Array.isArray(before) ? appended(before, value) : value;
  return isObject(before) && isObject(value) ? merged(before, value) : value;
}

/** Servers repeat members as `null` or as empty texts. */
function addsNothing(value: unknown): boolean {
  return value === null || value === '';
}

/** In place, because a list with an item per token would else be copied once per token. */
function appended(items: unknown[], more: readonly unknown[]): unknown[] {
  for (const item of more) items.push(item);
  return items;
}
