import { startService, type Service } from '../support/service.js';
import { startSimulator, upstreamsAt, type Simulator } from '../support/simulator.js';

/** Keys of two tenants, as `API_KEYS` takes them. */
export const ACME_KEY = 'acme-key-0123456789abcdefghij';
export const RIVAL_KEY = 'rival-key-0123456789abcdefghij';

/** A service without the semantic tier and its model: loading the model is most of a start. */
export const LEAN = { SEMANTIC_MODE: 'off', EMBEDDER: 'openai' };
/** For `openStage`: the semantic tier and its model as they are shipped. */
export const SEMANTIC = { SEMANTIC_MODE: '', EMBEDDER: '' };

/** The built service over a simulated model, both on free ports. */
export interface Stage {
  readonly simulator: Simulator;
  readonly service: Service;
  close(): Promise<void>;
}

/**
 * Opens the simulator and the service, or neither of them.
 * @param environment settings of this stage's service besides the basics. Pass `SEMANTIC` when a request of the spec could
 *   meet the semantic tier, also when it must not be served from there.
 */
export async function openStage(environment: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const simulator = await startSimulator();
  const service = await startService({ ...basics(simulator), ...LEAN, ...environment }).catch(
    async (error: unknown) => {
      await simulator.close();
      throw error;
    },
  );
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
