import { startService, type Service } from '../../support/service.js';
import { startSimulator, type Simulator } from '../../support/simulator.js';
import { basics } from '../../e2e/stage.js';
import { PURGERS } from './shelves.js';
import { Tally } from './tally.js';

type Settings = Readonly<Record<string, string>>;

/** Replicas of the service on one set of stores, and the count of what they serve. */
export interface Replicas {
  readonly simulator: Simulator;
  readonly services: readonly [Service, Service, ...Service[]];
  readonly tally: Tally;
  /** Starts one more; the stage does not end it. */
  launch(own?: Settings): Promise<Service>;
}

export interface ReplicaOptions {
  /** Where the stores are. */
  readonly stores: Settings;
  /** What each replica is told besides; there are as many as these. */
  readonly own?: readonly Settings[];
  readonly latencyMs?: number;
}

const ON_REDIS = {
  ...{ ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis', FLIGHT_BOARD: 'redis' },
  // The semantic tier has faults of its own, and rows of its own.
  ...{ VECTOR_INDEX: 'memory', SEMANTIC_MODE: 'off', EMBEDDER: 'openai' },
};

export async function withReplicas<Result>(
  { stores, own = [{}, {}, {}], latencyMs = 2 }: ReplicaOptions,
  work: (replicas: Replicas) => Promise<Result>,
): Promise<Result> {
  const simulator = await startSimulator({ behaviour: { latencyMs } });
  const environment = { ...basics(simulator), API_KEYS: PURGERS, ...ON_REDIS, ...stores };
  const launch = (more: Settings = {}) => startService({ ...environment, ...more });
  const services = (await Promise.all(own.map(launch))) as unknown as Replicas['services'];
  const tally = new Tally();
  try {
    return await work({ simulator, services, tally, launch });
  } finally {
    await Promise.all(services.map((service) => service.stop()));
    await tally.close();
    await simulator.close();
  }
}
