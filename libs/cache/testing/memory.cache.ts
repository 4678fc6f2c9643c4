import { StepTimer, canonicalKeyOf, keyOf, scopeOf, type Answer } from '@app/core';
import { anEntry, ManualClock, RecordingSignals } from '@app/core/testing';
import { HashingEmbedder } from '@app/embedding/testing';
import { assembleCache, type Cache } from '../src/cache.assembly.js';
import { CacheEnv } from '../src/cache.env.js';
import { openStores } from '../src/open-stores.js';
import { canonicalText } from '../src/policy/canonical-text.js';
import { ReusePolicy } from '../src/policy/reuse.policy.js';
import type { Stores } from '../src/stores.js';
import type { Ask, CalledAsk } from '../src/tiers/ask.js';
import type { EntryOptions } from '../src/writing/new-entry.js';

/** The cache as the service puts it together, over stores in this process that a spec may slow down or break. */
export interface MemoryCache extends Cache {
  readonly stores: Stores;
  readonly embedder: HashingEmbedder;
  readonly clock: ManualClock;
  readonly signals: RecordingSignals;
  /** A request for the question, by tenant acme unless said. */
  ask(question: string, parts?: Partial<Ask>): Ask;
  /** The same with the numbers of its place as they are now, and the next place in the order of calls. */
  knownAsk(question: string, parts?: Partial<Ask>): Promise<CalledAsk>;
}

const IN_MEMORY = { ENTRY_STORE: 'memory', VECTOR_INDEX: 'memory', SOURCE_REGISTRY: 'memory' } as const;

export async function memoryCache(settings: Partial<CacheEnv> = {}): Promise<MemoryCache> {
  const [clock, signals, embedder] = [new ManualClock(), new RecordingSignals(), new HashingEmbedder()];
  const environment = Object.assign(new CacheEnv(), IN_MEMORY, settings);
  const stores = await openStores({ environment, space: embedder.space, clock, signals });
  const policy = ReusePolicy.create({ languages: embedder.space.languages });
  const cache = assembleCache({ environment, stores, embedder, policy, clock, signals });
  const ask = (question: string, parts: Partial<Ask> = {}) =>
    anAsk(question, {
      timer: new StepTimer(clock, signals),
      ...parts,
    });
  const knownAsk = async (question: string, parts?: Partial<Ask>) => {
    const unplaced = ask(question, parts);
    const [state, order] = [
      await stores.registry.read(unplaced),
      await stores.registry.order(unplaced.tenant),
    ];
    return { ...unplaced, state, order };
  };
  return { ...cache, ...{ stores, embedder, clock, signals, ask, knownAsk } };
}

function anAsk(question: string, parts: Partial<Ask> & Pick<Ask, 'timer'>): Ask {
  const { tenant = 'acme', namespace = 'default' } = parts;
  const scope = scopeOf({ tenant, namespace, endpoint: 'query', profile: {} });
  const text = canonicalText(question);
  return {
    ...{ tenant, namespace, scope, question, key: keyOf(scope, question), threshold: 0 },
    canonicalKey: text === undefined ? undefined : canonicalKeyOf(scope, text),
    ...parts,
  };
}

/** A model's finished answer. */
export function anAnswer(text: string): Answer {
  return { ...anEntry().payload.answer, text };
}

/** What a request says about remembering its answer; name only what a test is about. */
export function rememberOptions(parts: Partial<EntryOptions> = {}): EntryOptions {
  return { model: 'gpt-test', sources: [], tags: [], writer: 'test', ttlMs: 3_600_000, staleMs: 0, ...parts };
}
