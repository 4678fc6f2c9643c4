import type { FieldError } from '@app/core';

/** One item of a batch, as it is sent: a text, or a list of token numbers. */
export type EmbeddingsInput = string | readonly number[];

/** Most items of one request, as in OpenAI's API. */
const MOST_ITEMS = 2_048;

/** The items of a request, or what is wrong with them. */
export type ReadInput = { readonly items: readonly EmbeddingsInput[] } | { readonly fault: FieldError };

/** Reads `input`: a text, a list of tokens, or a list of either. */
export function readInput(input: unknown): ReadInput {
  if (typeof input === 'string') return { items: [input] };
  if (!Array.isArray(input))
    return wrong('input', 'must be a text, a list of texts, a list of tokens, or a list of those');
  const list = input as readonly unknown[];
  if (list.length === 0) return wrong('input', 'must not be empty');
  if (isTokenList(list)) return { items: [list] };
  if (list.length > MOST_ITEMS) return wrong('input', `must have at most ${MOST_ITEMS} items`);
  return itemsOf(list);
}

function itemsOf(input: readonly unknown[]): ReadInput {
  const isItem = typeof input[0] === 'string' ? isText : isTokenList;
  const at = input.findIndex((item) => !isItem(item));
  if (at === -1) return { items: input as readonly EmbeddingsInput[] };
  const isOtherKind = at > 0 && (isText(input[at]) || isTokenList(input[at]));
  return wrong(
    `input.${at}`,
    isOtherKind
      ? 'must be of the same kind as the items before it: all texts, or all lists of tokens'
      : 'must be a text, or a list of token numbers that is not empty',
  );
}

function isText(item: unknown): item is string {
  return typeof item === 'string';
}

function isTokenList(item: unknown): item is readonly number[] {
  return Array.isArray(item) && item.length > 0 && item.every(isToken);
}

function isToken(item: unknown): boolean {
  return Number.isSafeInteger(item) && (item as number) >= 0;
}

function wrong(path: string, message: string): ReadInput {
  return { fault: { path, message } };
}
