import { StepTimer, canonicalKeyOf, keyOf, scopeOf } from '@app/core';
import { RecordingSignals } from '@app/core/testing';
import { HashingEmbedder } from '@app/embedding/testing';
import { MemoryStatsStore } from '../../src/adapters/memory/memory.stats-store.js';
import { assembleCache, type Cache } from '../../src/cache.assembly.js';
import { CacheEnv } from '../../src/cache.env.js';
import { canonicalText } from '../../src/policy/canonical-text.js';
import { ReusePolicy } from '../../src/policy/reuse.policy.js';
import type { EntryStore } from '../../src/ports/entry-store.port.js';
import { Stores } from '../../src/stores.js';
import type { Ask } from '../../src/tiers/ask.js';
import { Link } from './link.js';
import {
  LinkedEntryStore,
  LinkedRegistry,
  type LinkedOptions,
  type RegistryBackend,
} from './linked.stores.js';
import { NoVectors } from './no.vectors.js';
import type { SkewedClock } from './simulated.time.js';

/** What the replicas share, as one of them opens it. */
export interface SharedStores {
  readonly entries: EntryStore;
  readonly registry: RegistryBackend;
}

const EMBEDDER = new HashingEmbedder();
const POLICY = ReusePolicy.create({ languages: EMBEDDER.space.languages });
const ENVIRONMENT = Object.assign(new CacheEnv(), {
  SEMANTIC_MODE: 'off',
  DIRECT_BUDGET_MS: 10_000,
} as const);

/** A question in a place. */
export interface Asked {
  readonly tenant: string;
  readonly namespace: string;
  readonly question: string;
}

/** One process of the service: what it knows is its own, the stores are everybody's. */
export class Replica {
  readonly link = new Link();
  readonly cache: Cache;
  isAlive = true;
  /** Looked at the registry since its servers changed, or its connection broke. */
  hasLooked = false;

  constructor(
    readonly name: string,
    readonly clock: SkewedClock,
    shared: SharedStores,
    options: LinkedOptions,
  ) {
    const stores = new Stores(
      new LinkedEntryStore(this.link, shared.entries, options),
      new NoVectors(),
      new LinkedRegistry(this.link, shared.registry),
      new MemoryStatsStore(clock),
    );
    const signals = new RecordingSignals();
    this.cache = assembleCache({
      ...{ environment: ENVIRONMENT, stores, clock, signals },
      ...{ embedder: EMBEDDER, policy: POLICY },
    });
    this.link.onBreak(() => (this.hasLooked = false));
  }

  /** Whether it can reach the stores. */
  get isConnected(): boolean {
    return this.isAlive && !this.link.isCut;
  }

  async look(): Promise<void> {
    if (!this.isConnected) return;
    await this.cache.maintenance.look();
    this.hasLooked = true;
  }

  ask({ tenant, namespace, question }: Asked): Ask {
    const scope = scopeOf({ tenant, namespace, endpoint: 'query', profile: {} });
    const text = canonicalText(question);
    return {
      ...{ tenant, namespace, scope, question, key: keyOf(scope, question), threshold: 0 },
      canonicalKey: text === undefined ? undefined : canonicalKeyOf(scope, text),
      timer: new StepTimer(this.clock, new RecordingSignals()),
    };
  }
}
