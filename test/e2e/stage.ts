import { startService, type Service } from '../support/service.js';
import { startSimulator, upstreamsAt, type Simulator } from '../support/simulator.js';

/** Keys of two tenants, as `API_KEYS` takes them. */
export const ACME_KEY = 'acme-key-0123456789abcdefghij';
export const RIVAL_KEY = 'rival-key-0123456789abcdefghij';

/** The built service over a simulated model, both on free ports. */
export interface Stage {
  readonly simulator: Simulator;
  readonly service: Service;
  close(): Promise<void>;
}

/** @param environment what this stage's service is told besides the basics. */
export async function openStage(environment: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const simulator = await startSimulator();
  const service = await startService({ ...basics(simulator), ...environment });
  const close = async () => {
    await service.stop();
    await simulator.close();
  };
  return { simulator, service, close };
}

export function basics(simulator: Simulator): Record<string, string> {
  return {
    NODE_ENV: 'production',
    API_KEYS: `acme:${ACME_KEY},rival:${RIVAL_KEY}`,
    ...upstreamsAt(simulator.url),
    // Nothing here is about the budget, and the machine may be busy.
    SEMANTIC_BUDGET_MS: '5000',
  };
}
