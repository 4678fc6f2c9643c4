import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { ReusePolicy } from '@app/cache';
import { SilentSignals } from '@app/core';
import { EMBEDDERS, EmbeddingEnv, type Embedder } from '@app/embedding';
import { Decision } from './decision.js';
import { HOW_TO_BRING_DATA, readData, type EvalData } from './eval.data.js';
import { readOptions, type EvalOptions } from './eval.options.js';
import { heldBackTable, pairsTable, streamsTable } from './eval.tables.js';
import { KeptEmbeddings } from './kept-embeddings.js';
import { reportLanguages } from './languages.report.js';
import { measurePairs, type PairsResult } from './pairs.measure.js';
import { withProgress } from './progress.js';
import { measureStream, type StreamResult } from './stream.measure.js';

/** Embeddings of earlier runs. */
const EMBEDDINGS = 'node_modules/.cache/eval';

interface EvalResult {
  readonly threshold: number;
  readonly pairs: readonly PairsResult[];
  readonly streams: readonly StreamResult[];
}

/** Measures the reuse policy on labelled questions: similarity alone, with guards, with the canonical key. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.languages) return reportLanguages(options);
  const data = readData(options);
  if (data.pairs.length + data.streams.length === 0) throw new Error(HOW_TO_BRING_DATA);
  const embedder = await EMBEDDERS.transformers.open(new EmbeddingEnv(), new SilentSignals());
  try {
    report(await measure(data, embedder, options.threshold), options);
  } finally {
    await embedder.close();
  }
}

async function measure(data: EvalData, embedder: Embedder, threshold: number): Promise<EvalResult> {
  const embeddings = new KeptEmbeddings(embedder, EMBEDDINGS);
  const texts = textsOf(data);
  await withProgress('Embedding', texts.size, (tick) => embeddings.make(texts, tick));
  const policy = ReusePolicy.create({ languages: embedder.space.languages });
  const decision = new Decision(policy, embeddings, threshold);
  const pairCount = data.pairs.reduce((count, { rows }) => count + rows.length, 0);
  const pairs = await withProgress('Pairs', pairCount, (tick) =>
    data.pairs.map((file) => measurePairs(file, decision, tick)),
  );
  const streams = await withProgress('Streams', distinctQueries(data), (tick) =>
    data.streams.map((file) => measureStream(file, decision, tick)),
  );
  return { threshold, pairs, streams };
}

function textsOf({ pairs, streams }: EvalData): Set<string> {
  const ofPairs = pairs.flatMap(({ rows }) => rows.flatMap(({ a, b }) => [a, b]));
  const ofStreams = streams.flatMap(({ rows }) => rows.map(({ query }) => query));
  return new Set([...ofPairs, ...ofStreams]);
}

function distinctQueries({ streams }: EvalData): number {
  return streams.reduce((count, { rows }) => count + new Set(rows.map(({ query }) => query)).size, 0);
}

function report(result: EvalResult, { json }: EvalOptions): void {
  console.log(`Threshold ${result.threshold}`);
  for (const pairs of result.pairs) console.log(pairsTable(pairs));
  if (result.streams.length > 0)
    console.log(`${streamsTable(result.streams)}\n${heldBackTable(result.streams)}`);
  if (json === undefined) return;
  writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`Written to ${json}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
