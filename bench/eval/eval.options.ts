import { parseArgs } from 'node:util';
import { CacheEnv } from '@app/cache';

export interface EvalOptions {
  /** Folder with files of pairs and streams. */
  readonly data: string;
  /** One's own files; when any is named the folder is not read. */
  readonly pairs: readonly string[];
  readonly streams: readonly string[];
  /** Cosine similarity, 0..1. */
  readonly threshold: number;
  /** Whether to measure which texts are taken for English, and nothing else. */
  readonly languages: boolean;
  /** Where to write the figures. */
  readonly json?: string;
}

/** Reads the command line; throws an `Error` that says how it is used. */
export function readOptions(args: readonly string[]): EvalOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: 'eval-data' },
      pairs: { type: 'string', multiple: true, default: [] },
      stream: { type: 'string', multiple: true, default: [] },
      threshold: { type: 'string' },
      languages: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const { data, pairs, stream: streams, languages, json } = values;
  return { data, pairs, streams, languages, json, threshold: thresholdOf(values.threshold) };
}

function thresholdOf(text: string | undefined): number {
  if (text === undefined) return new CacheEnv().SEMANTIC_THRESHOLD;
  const threshold = Number(text);
  if (threshold > 0 && threshold <= 1) return threshold;
  throw new Error('--threshold must be a cosine similarity above 0 and at most 1, e.g. --threshold 0.92.');
}
