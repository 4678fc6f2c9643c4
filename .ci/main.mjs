// Runs the steps and sums them up. Nothing of npm is installed yet when it starts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killAll, runStep } from './run-step.mjs';
import { phasesIn } from './steps.mjs';
import { summarise } from './summary.mjs';

/** A step that hangs must not take the others' time, and all of them have half an hour. */
const STEP_MS = 10 * 60_000;
const ALL_MS = 29 * 60_000;

const folder = mkdtempSync(join(tmpdir(), 'ragcache-ci-'));
const left = () => ALL_MS - performance.now();

for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    killAll();
    process.exit(1);
  });
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

async function runLane(steps) {
  const results = [];
  for (const step of steps) results.push(await runStep(step, { folder, limitMs: Math.min(STEP_MS, left()) }));
  return results;
}

const results = [];
for (const lanes of phasesIn(folder)) results.push(...(await Promise.all(lanes.map(runLane))).flat());
process.exitCode = summarise(results, performance.now() / 1_000) ? 0 : 1;
