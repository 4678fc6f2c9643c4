import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns, type Usage } from '@app/core';
import { BrokenAnswer } from '../../../errors.js';
import { countOf, isObject, objectOf, type JsonObject } from '../../../json.js';
import { dimensionsOf, vectorIn } from './embeddings.vectors.js';

/** A complete answer of a provider: one row per item. */
export interface EmbeddingsAnswer {
  /** As it came. */
  readonly body: JsonObject;
  /** The rows of `data` in the order of the items. */
  readonly rows: readonly JsonObject[];
  /** The vectors in the same order, as 32-bit floats in base64; absent when they can't be kept. */
  readonly vectors?: readonly string[];
  /** The model that answered, as the provider names it; absent when the provider does not say. */
  readonly model?: string;
  /** Absent when the provider does not say. */
  readonly usage?: Usage;
}

/** Rows whose vectors are read in one turn of the event loop: about a millisecond of work. */
const ROWS_IN_A_TURN = 32;

/** The items that a provider was asked for. */
export interface AskedItems {
  readonly count: number;
  /** The dimension that the request asks for; absent = the model's own. */
  readonly dimensions?: number;
}

/** Reads an answer. Rejects with `BrokenAnswer` when it does not have exactly one row for each item. */
export async function readEmbeddingsAnswer(body: JsonObject, asked: AskedItems): Promise<EmbeddingsAnswer> {
  const rows = rowsIn(body['data'], asked.count);
  const { model } = body;
  return {
    body,
    rows,
    vectors: await vectorsIn(rows, asked),
    model: typeof model === 'string' && model ? model : undefined,
    usage: usageIn(body['usage']),
  };
}

/** By index; in the order of the list where no row has one. */
function rowsIn(data: unknown, count: number): readonly JsonObject[] {
  if (!Array.isArray(data) || data.length !== count) throw broken('its rows are not those of the items');
  const rows = data.map((row, at) => objectOf(row, `data.${at}`));
  if (rows.every(({ index }) => index === undefined)) return rows;
  const ordered: JsonObject[] = [];
  for (const row of rows) ordered[indexOf(row, count)] = row;
  if (Object.keys(ordered).length !== count) throw broken('an index repeats');
  return ordered;
}

function indexOf({ index }: JsonObject, count: number): number {
  if (Number.isSafeInteger(index) && (index as number) >= 0 && (index as number) < count)
    return index as number;
  throw broken('an index is out of range');
}

/** None when any is unfit: an answer is stored whole or not at all. */
async function vectorsIn(
  rows: readonly JsonObject[],
  { dimensions }: AskedItems,
): Promise<readonly string[] | undefined> {
  const vectors: string[] = [];
  const turns = new Turns(ROWS_IN_A_TURN);
  for (const { embedding } of rows) {
    if (turns.isDue(1)) await nextTurn();
    const vector = vectorIn(embedding);
    if (vector === undefined) return undefined;
    const length = dimensionsOf(vector);
    if (length !== (dimensions ?? dimensionsOf(vectors[0] ?? vector))) return undefined;
    vectors.push(vector);
  }
  return vectors;
}

function usageIn(usage: unknown): Usage | undefined {
  if (!isObject(usage)) return undefined;
  const prompt = countOf(usage['prompt_tokens'] ?? usage['total_tokens']);
  const total = countOf(usage['total_tokens']) || prompt;
  return total > 0 ? { prompt, completion: 0, total } : undefined;
}

function broken(what: string): BrokenAnswer {
  return new BrokenAnswer(`The upstream sent something that is no answer for embeddings: ${what}.`);
}
