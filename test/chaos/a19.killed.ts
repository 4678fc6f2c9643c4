import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { quantile } from '../../bench/statistics.js';
import { ACME_KEY, basics } from '../e2e/stage.js';
import { seeded } from '../support/seeded.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator } from '../support/simulator.js';
import { type Told, write } from './a19.writers.js';
import type { Fault } from './fault.js';
import { count, milliseconds } from './figures.js';

const ROUNDS = 40;
const WRITERS = 4;
/** How long each life is at least, and at most. */
const LIFE_MS = [700, 1_500] as const;
/** Written longer ago than this: certainly in the file. */
const SETTLED_MS = 500;
/** Checked after each restart. */
const CHECKED = 40;
/** No model to be loaded: every round starts the service. */
const QUICK_START = { SEMANTIC_MODE: 'off', EMBEDDER: 'openai' };

interface Findings {
  checked: number;
  lost: number;
  wrong: number;
  phantoms: number;
  readonly starts: number[];
}

export const killed: Fault = {
  name: 'a19',
  title: `kill -9 while writing, ${ROUNDS} times`,
  isQuick: false,
  run: async () => {
    const simulator = await startSimulator();
    const folder = mkdtempSync(join(tmpdir(), 'ragcache-killed-'));
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
    try {
      return figuresOf(
        await live({ ...basics(simulator), ...QUICK_START, DATA_DIR: folder }, seeded(seed)),
        seed,
      );
    } finally {
      await simulator.close();
      rmSync(folder, { recursive: true });
    }
  },
};

async function live(environment: Record<string, string>, random: () => number): Promise<Findings> {
  const findings: Findings = { checked: 0, lost: 0, wrong: 0, phantoms: 0, starts: [] };
  let told: Told[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const service = await startService(environment);
    findings.starts.push(performance.now() - started);
    await check(service, told, findings);
    const writing = Promise.all(
      Array.from({ length: WRITERS }, (_, writer) => write(service, `${round}-${writer}`, random)),
    );
    await sleep(LIFE_MS[0] + random() * (LIFE_MS[1] - LIFE_MS[0]));
    const killedAt = performance.now();
    await service.kill();
    told = (await writing).flat().filter(({ at }) => killedAt - at > SETTLED_MS);
  }
  return findings;
}

/** What was told must be found as it was told, and what was deleted must not come back. */
async function check(service: Service, told: readonly Told[], findings: Findings): Promise<void> {
  for (const { query, response, deletedAt } of told.slice(0, CHECKED)) {
    const { body } = await service.ask({ query }, ACME_KEY);
    const isHit = body.cache_info?.cache_hit === true;
    findings.checked++;
    if (body.response !== response) findings.wrong++;
    if (deletedAt !== undefined && isHit) findings.phantoms++;
    if (deletedAt === undefined && !isHit) findings.lost++;
  }
}

function figuresOf({ checked, lost, wrong, phantoms, starts }: Findings, seed: number): Figure[] {
  return [
    count('seed', seed),
    count('entries looked for after a restart', checked),
    count('wrong answers', wrong, 0),
    count('deleted ones that came back', phantoms, 0),
    count(`lost though told more than ${SETTLED_MS} ms before`, lost, 0),
    milliseconds('start, p50', quantile(starts, 0.5)),
    milliseconds('start, slowest', Math.max(...starts)),
  ];
}
