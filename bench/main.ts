import 'reflect-metadata';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchPart } from './bench-part.js';
import { dropIn } from './parts/drop-in.bench.js';
import { embedded } from './parts/embedded.bench.js';
import { embeddings } from './parts/embeddings.bench.js';
import { exactHit } from './parts/exact-hit.bench.js';
import { exactRedis } from './parts/exact-redis.bench.js';
import { flights } from './parts/flights.bench.js';
import { memory } from './parts/memory.bench.js';
import { miss } from './parts/miss.bench.js';
import { passedUpload } from './parts/passed-upload.bench.js';
import { search } from './parts/search.bench.js';
import { semanticHit } from './parts/semantic-hit.bench.js';
import { signals } from './parts/signals.bench.js';
import { isMet, printResult, saveResults, type PartResult } from './report.js';
import { withStage } from './stage.js';

const PARTS: readonly BenchPart[] = [
  exactHit,
  exactRedis,
  signals,
  dropIn,
  embeddings,
  semanticHit,
  miss,
  search,
  flights,
  memory,
  embedded,
  passedUpload,
];

/** Runs the parts one after the other and exits with 1 when a figure is over its bound. */
async function main(): Promise<void> {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  const parts = PARTS.filter(({ name }) => only === undefined || name === only);
  if (parts.length === 0) throw new Error(`--only takes one of: ${PARTS.map(({ name }) => name).join(', ')}`);
  const results = await withStage(async (stage) => {
    const done: PartResult[] = [];
    for (const { name, title, missing, run } of parts) {
      const lack = missing?.();
      if (lack) {
        console.log(`${title}: left out. ${lack}`);
        continue;
      }
      done.push({ name, title, figures: await run(stage) });
      printResult(done.at(-1)!);
    }
    return done;
  });
  console.log(`Written to ${saveResults(join(process.cwd(), 'bench/results'), results)}`);
  process.exitCode = results.every(({ figures }) => figures.every(isMet)) ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
