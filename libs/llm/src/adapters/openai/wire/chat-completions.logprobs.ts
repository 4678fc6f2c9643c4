import { isObject, type JsonObject } from '../../../json.js';
import type { Slicing } from '../../../wire/text.slices.js';

export interface Token extends JsonObject {
  readonly token: string;
}

/** Most tokens of one delta. Each has up to 20 alternatives, which are 2 KB of JSON. */
const LARGEST_GROUP = 16;
/** A group has a sixteenth of the tokens before it. */
const GROWTH = 16;

/** Groups of tokens, one per delta. They grow as the slices of a text do. */
export function* tokenGroups(
  tokens: readonly Token[],
  slicing: Slicing,
): Generator<readonly Token[], void, void> {
  for (let from = 0; from < tokens.length;) {
    const grown = Math.min(LARGEST_GROUP, Math.max(1, Math.floor(from / GROWTH)));
    const to = from + (slicing === 'token' ? 1 : grown);
    yield tokens.slice(from, to);
    from = to;
  }
}

/** Whether the tokens together are exactly the text. */
export function spells(tokens: unknown, text: unknown): boolean {
  return isTokens(tokens) && tokens.length > 0 && tokens.map(({ token }) => token).join('') === text;
}

function isTokens(list: unknown): list is readonly Token[] {
  return Array.isArray(list) && list.every(isToken);
}

/** A token with half a character can't be sent alone. */
function isToken(value: unknown): value is Token {
  return isObject(value) && typeof value['token'] === 'string' && value['token'].isWellFormed();
}
