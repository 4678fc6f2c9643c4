import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JsonObject } from '../../../json.js';
import type { EmbeddingsEncoding } from './embeddings.request.js';
import { numbersJson, vectorIn, vectorJson } from './embeddings.vectors.js';

/** The embedding of one item: a remembered vector, as 32-bit floats in base64, or a row of the provider. */
export type JoinedItem = { readonly vector: string } | { readonly row: JsonObject };

/** An answer that is put together from memory and from what the provider was asked for. */
export interface JoinedAnswer {
  /** In the order of the request. */
  readonly items: readonly JoinedItem[];
  readonly encoding: EmbeddingsEncoding;
  /** The provider's answer to the items that were not in memory; absent when it was not asked. */
  readonly body?: JsonObject;
  /** The model's name when the provider was not asked. */
  readonly model: string;
}

/** Characters of rows that are made in one turn of the event loop: about a millisecond of work where numbers become text. */
const IN_A_TURN = 100_000;

/**
 * The answer as JSON. The members around the rows are the provider's, with its usage: nothing was used for the rest. A short one is a
 * text, which goes out in one piece with the head of the response. Of a long one each row becomes bytes by itself: to encode all of
 * them at once takes long.
 */
export async function joinedJson(answer: JoinedAnswer): Promise<Buffer | string> {
  const { head, tail } = membersAround(answer);
  const long: Buffer[] = [];
  let text = `${head}[`;
  for (const [index, item] of answer.items.entries()) {
    if (index > 0) text += ',';
    text += rowOf(item, index, answer.encoding);
    if (text.length < IN_A_TURN) continue;
    long.push(Buffer.from(text));
    text = '';
    await nextTurn();
  }
  text += `]${tail}`;
  return long.length === 0 ? text : Buffer.concat([...long, Buffer.from(text)]);
}

/** The text before and after the rows. An answer of a provider has its members in any order. */
function membersAround({ body, model }: JoinedAnswer): { readonly head: string; readonly tail: string } {
  const usage = { prompt_tokens: 0, total_tokens: 0 };
  const members = Object.entries(body ?? { object: 'list', data: [], model, usage });
  const at = members.findIndex(([name]) => name === 'data');
  const textOf = ([name, value]: [string, unknown]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`;
  const before = [...members.slice(0, at).map(textOf), '"data":'];
  const after = ['', ...members.slice(at + 1).map(textOf)];
  return { head: `{${before.join()}`, tail: `${after.join()}}` };
}

function rowOf(item: JoinedItem, index: number, encoding: EmbeddingsEncoding): string {
  if ('row' in item) return renumbered(item.row, index, encoding);
  return `{"object":"embedding","index":${index},"embedding":${vectorJson(item.vector, encoding)}}`;
}

/** The provider's row at its place in the request; in the encoding of the others, should the provider have chosen another one. */
function renumbered(row: JsonObject, index: number, encoding: EmbeddingsEncoding): string {
  const members = Object.entries({ ...row, index }).map(
    ([name, value]) =>
      `${JSON.stringify(name)}:${name === 'embedding' ? embeddingJson(value, encoding) : JSON.stringify(value)}`,
  );
  return `{${members.join()}}`;
}

function embeddingJson(embedding: unknown, encoding: EmbeddingsEncoding): string {
  const isAsAsked = (typeof embedding === 'string') === (encoding === 'base64');
  const vector = isAsAsked ? undefined : vectorIn(embedding);
  if (vector !== undefined) return vectorJson(vector, encoding);
  const isOfNumbers = Array.isArray(embedding) && embedding.every((value) => typeof value === 'number');
  return isOfNumbers ? numbersJson(embedding) : JSON.stringify(embedding);
}
