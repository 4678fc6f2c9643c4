import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EvalOptions } from './eval.options.js';

/** Two questions and whether one answer does for both. */
export interface LabelledPair {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  /** Category or source: what the figures are grouped by. */
  readonly group: string;
}

/** A request of a stream; requests of one group may share an answer. */
export interface StreamRequest {
  readonly query: string;
  readonly group: string;
}

export interface Named<Row> {
  readonly name: string;
  readonly rows: readonly Row[];
}

export interface EvalData {
  readonly pairs: readonly Named<LabelledPair>[];
  readonly streams: readonly Named<StreamRequest>[];
}

export const HOW_TO_BRING_DATA = `There is nothing to measure with. Put labelled questions of your own, one JSON object per line, into eval-data/:
  adversarial_dev.jsonl, pairs_dev.jsonl   {"a": "...", "b": "...", "same": 1, "category": "..."}   same meaning, same answer?
  stream_<name>_dev.jsonl                  {"query": "...", "group": "..."}   in order; one group = one answer
Or name them: npm run eval -- --data DIR, or npm run eval -- --pairs FILE --stream FILE`;

const PAIR_FILES = ['adversarial_dev.jsonl', 'pairs_dev.jsonl'];
const STREAM_FILE = /^stream_.+_dev\.jsonl$/;

/** Reads what the options name; throws an `Error` that names file and line when a row is not of the shape. */
export function readData(options: EvalOptions): EvalData {
  const { pairs, streams } = pathsOf(options);
  return {
    pairs: pairs.map((path) => readRows(path, toPair)),
    streams: streams.map((path) => readRows(path, toRequest)),
  };
}

function pathsOf({ data, pairs, streams }: EvalOptions): Pick<EvalOptions, 'pairs' | 'streams'> {
  if (pairs.length + streams.length > 0) return { pairs, streams };
  const files = existsSync(data) ? readdirSync(data).sort() : [];
  const inFolder = (name: string) => join(data, name);
  return {
    pairs: files.filter((name) => PAIR_FILES.includes(name)).map(inFolder),
    streams: files.filter((name) => STREAM_FILE.test(name)).map(inFolder),
  };
}

function readRows<Row>(path: string, convert: (row: Record<string, unknown>) => Row | undefined): Named<Row> {
  const lines = readFileSync(path, 'utf8').split('\n');
  const rows = lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const row = convert(parsed(line));
    if (!row) throw new Error(`${path}:${index + 1} is not of the shape. ${HOW_TO_BRING_DATA}`);
    return [row];
  });
  return { name: basename(path).replace(/(?:_dev)?\.jsonl$/, ''), rows };
}

function parsed(line: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(line)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function toPair({ a, b, same, category, source }: Record<string, unknown>): LabelledPair | undefined {
  if (typeof a !== 'string' || typeof b !== 'string' || ![0, 1, true, false].includes(same as number))
    return undefined;
  const group = category ?? source;
  return { a, b, same: Boolean(same), group: typeof group === 'string' ? group : 'all' };
}

function toRequest({ query, group }: Record<string, unknown>): StreamRequest | undefined {
  if (typeof query !== 'string' || (typeof group !== 'string' && typeof group !== 'number')) return undefined;
  return { query, group: String(group) };
}
