import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator, type Simulator } from '../../simulator/src/simulator.js';
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
  /** Who answers on a miss. */
  readonly upstream: string;
  close(): Promise<void>;
}

type Settings = Readonly<Record<string, string>>;

/** @param real settings of a real provider, if there are any; otherwise a simulator answers. */
export async function openStage(real: Settings | undefined): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-demo-'));
  const simulator = real ? undefined : await createSimulator();
  const service = await startServiceProcess({
    NODE_ENV: 'development',
    DATA_DIR: folder,
    API_KEYS: Object.entries(KEYS)
      .map(([tenant, key]) => `${tenant}:${key}`)
      .join(','),
    ...(real ?? simulated(simulator!)),
  });
  const close = async () => {
    await service.end();
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { service, close, upstream: simulator ? `a simulated model at ${simulator.url}` : 'the real API' };
}

function simulated({ url }: Simulator): Settings {
  return { OPENAI_API_KEY: 'sk-simulated', OPENAI_BASE_URL: `${url}/v1` };
}
