import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from '@app/core';
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

/** Characters that are written in one turn of the event loop: about a millisecond of work where numbers become text. */
const IN_A_TURN = 100_000;

/**
 * The answer as JSON in UTF-8. The members around the rows are the provider's, with its usage: nothing was used for the rest. Each row
 * becomes bytes by itself: a text of all of them would be encoded in one piece, which takes long.
 */
export async function joinedJson({ items, encoding, body, model }: JoinedAnswer): Promise<Buffer> {
  const usage = { prompt_tokens: 0, total_tokens: 0 };
  const members = Object.entries(body ?? { object: 'list', data: [], model, usage });
  const pieces: Buffer[] = [];
  for (const [at, [name, value]] of members.entries()) {
    pieces.push(Buffer.from(`${at === 0 ? '{' : ','}${JSON.stringify(name)}:`));
    if (name === 'data') pieces.push(...(await rowsJson(items, encoding)));
    else pieces.push(Buffer.from(JSON.stringify(value)));
  }
  return Buffer.concat([...pieces, Buffer.from('}')]);
}

async function rowsJson(items: readonly JoinedItem[], encoding: EmbeddingsEncoding): Promise<Buffer[]> {
  const turns = new Turns(IN_A_TURN);
  const rows: Buffer[] = [];
  for (const [index, item] of items.entries()) {
    const row = 'row' in item ? renumbered(item.row, index, encoding) : rowOf(item.vector, index, encoding);
    rows.push(Buffer.from(`${index === 0 ? '[' : ','}${row}`));
    if (turns.isDue(row.length)) await nextTurn();
  }
  return [...rows, Buffer.from(']')];
}

function rowOf(vector: string, index: number, encoding: EmbeddingsEncoding): string {
  return `{"object":"embedding","index":${index},"embedding":${vectorJson(vector, encoding)}}`;
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
