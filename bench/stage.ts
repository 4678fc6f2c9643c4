import { startService } from '../test/support/service.js';
import { startSimulator, type Simulator } from '../test/support/simulator.js';
import type { Stage } from './bench-part.js';

const API_KEY = 'bench-key-0123456789abcdefghij';

/** Starts the built service over a simulator in this process, and ends both afterwards. */
export async function withStage<Result>(work: (stage: Stage) => Promise<Result>): Promise<Result> {
  const simulator = await startSimulator();
  const service = await startService(serviceEnvironment(simulator, API_KEY));
  try {
    return await work({ service, simulator, apiKey: API_KEY });
  } finally {
    await service.stop();
    await simulator.close();
  }
}

/** What a measured service is told. */
export function serviceEnvironment(simulator: Simulator, apiKey: string): Record<string, string> {
  return {
    NODE_ENV: 'production',
    API_KEYS: `bench:${apiKey}`,
    OPENAI_API_KEY: 'sk-bench',
    OPENAI_BASE_URL: `${simulator.url}/v1`,
  };
}
