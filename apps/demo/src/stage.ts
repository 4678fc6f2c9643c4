import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator, type Simulator } from '../../simulator/src/simulator.js';
import { upstreamsAt } from '../../simulator/src/upstreams-at.js';
import { type ServiceProcess, startServiceProcess } from './service.process.js';

/** Keys of the demo's two tenants; they are valid only while it runs. */
export const KEYS = {
  search: 'demo-search-0123456789abcdef',
  support: 'demo-support-0123456789abcde',
} as const;
export type DemoTenant = keyof typeof KEYS;

/** What the demo plays on. */
export interface Stage {
  readonly service: ServiceProcess;
  /** Who answers on a miss, in words. */
  readonly upstream: string;
  /** Ends all processes and leaves no file behind. */
  close(): Promise<void>;
}

type Settings = Readonly<Record<string, string>>;

/** A quick answer of a real model takes about as long. */
const SIMULATED_LATENCY_MS = 400;
/** The demo shows what is found by meaning, on however busy a machine. */
const SEMANTIC_BUDGET_MS = '2000';

/** @param real settings of a real provider, if there are any; otherwise a simulator answers. */
export async function openStage(real?: Settings): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-demo-'));
  const simulator = real
    ? undefined
    : await createSimulator({ behaviour: { latencyMs: SIMULATED_LATENCY_MS } });
  const sweep = async () => {
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const service = await startServiceProcess(settings(folder, real ?? upstreamsAt(simulator!.url)));
    const close = () =>
      service
        .end()
        .finally(sweep)
        .then(() => undefined);
    return { service, close, upstream: upstreamOf(simulator) };
  } catch (error) {
    await sweep();
    throw error;
  }
}

function settings(folder: string, provider: Settings): Settings {
  const keys = Object.entries(KEYS).map(([tenant, key]) => `${tenant}:${key}`);
  const place = { NODE_ENV: 'development', DATA_DIR: folder, API_KEYS: keys.join(',') };
  return { ...place, SEMANTIC_BUDGET_MS, ...provider };
}

function upstreamOf(simulator: Simulator | undefined): string {
  if (!simulator) return 'the real provider';
  return `a simulated model at ${simulator.url}, which takes ${SIMULATED_LATENCY_MS} ms`;
}
