import { isObject, type JsonObject } from '../../../json.js';
import { slicesOf } from '../../../wire/text.slices.js';

const TEXT_NAMES = ['content', 'refusal'] as const;
type TextName = (typeof TEXT_NAMES)[number];

export interface TextDelta {
  readonly delta: JsonObject;
  /** Of this piece of the text alone. */
  readonly logprobs?: JsonObject;
}

interface Token extends JsonObject {
  readonly token: string;
}

/** The message's texts piece by piece; token by token where the tokens and their probabilities are told. */
export function textDeltas(message: JsonObject, logprobs: unknown): TextDelta[] {
  const told = isSliceable(logprobs, message) ? logprobs : undefined;
  return TEXT_NAMES.flatMap((name) => deltasOf(name, message[name], told));
}

/** Whether the lists of tokens spell exactly the texts; only then a piece of text has tokens of its own. */
export function isSliceable(logprobs: unknown, message: JsonObject): logprobs is JsonObject {
  if (!isObject(logprobs)) return false;
  const lists = Object.entries(logprobs).filter(([, list]) => list !== null);
  return lists.length > 0 && lists.every(([name, list]) => isTextName(name) && spells(list, message[name]));
}

function deltasOf(name: TextName, text: unknown, logprobs: JsonObject | undefined): TextDelta[] {
  if (typeof text !== 'string') return [];
  const tokens = logprobs?.[name];
  if (!isTokens(tokens)) return slicesOf(text).map((slice) => ({ delta: { [name]: slice } }));
  const none = { content: null, refusal: null };
  return tokens.map((token) => ({ delta: { [name]: token.token }, logprobs: { ...none, [name]: [token] } }));
}

function spells(tokens: unknown, text: unknown): boolean {
  return isTokens(tokens) && tokens.length > 0 && tokens.map(({ token }) => token).join('') === text;
}

function isTokens(list: unknown): list is readonly Token[] {
  return Array.isArray(list) && list.every(isToken);
}

/** Half a character can't be sent alone. */
function isToken(value: unknown): value is Token {
  return isObject(value) && typeof value['token'] === 'string' && value['token'].isWellFormed();
}

function isTextName(name: string): name is TextName {
  return (TEXT_NAMES as readonly string[]).includes(name);
}
