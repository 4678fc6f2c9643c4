import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  Accepted,
  CacheReader,
  CacheWriter,
  ItemEmbedding,
  RegistryState,
  Skipped,
  SkipReason,
} from '@app/cache';
import type { EmbeddingsAnswer } from '@app/llm';
import type { NotStored } from '../flights/flight-event.js';
import type { CachePlan } from '../plan/cache-plan.js';
import type { AskedBatch } from './embeddings.batch.js';
import { tokensOf } from './embeddings.tokens.js';
import type { ResolvedEmbeddings } from './embeddings.types.js';

export interface EmbeddingsStorageTools {
  readonly reader: CacheReader;
  readonly writer: CacheWriter;
}

/** What became of the vectors of one answer. */
export interface Stored {
  /** All of them were accepted for storing. */
  readonly stored: boolean;
  readonly notStored?: NotStored;
}

/** The permission to store the vectors of one call, taken before the call. */
export interface StoragePermit {
  readonly state: RegistryState;
  /** The call's place in the order of all calls of the tenant. */
  readonly order: number;
  /** Vectors that the account may still write. */
  readonly most: number;
}

/** Entries that are sealed in one turn of the event loop, and written together. */
const GROUP = 32;
/** Writes that an account is asked for at a time. */
const ADMITTED_AT_ONCE = 64;

/** Stores the vectors of an answer, each under the key of its item. */
export class EmbeddingsStorage {
  constructor(
    private readonly tools: EmbeddingsStorageTools,
    private readonly request: ResolvedEmbeddings,
    private readonly plan: CachePlan,
  ) {}

  /** To be called before the provider is asked. Resolves to the reason when nothing may be stored. */
  async permit(asked: AskedBatch, state?: RegistryState): Promise<StoragePermit | SkipReason> {
    if (this.plan.notStoring) return this.plan.notStoring;
    if (!this.request.mayWrite) return 'read-only';
    if (!state) return 'registry-unavailable';
    const [most, order] = await Promise.all([
      this.admitted(asked.items.length),
      this.tools.reader.order(this.request.ask),
    ]);
    if (most === 0) return 'write-limit';
    return order === undefined ? 'registry-unavailable' : { state, order, most };
  }

  /** Resolves when the next request finds what was accepted. */
  async store(
    answer: EmbeddingsAnswer,
    asked: AskedBatch,
    permit: StoragePermit | SkipReason,
  ): Promise<Stored> {
    if (typeof permit === 'string') return this.skip(permit);
    if (!answer.vectors) return this.skip('no-vectors');
    const results: (Accepted | Skipped)[] = [];
    const embeddings = this.embeddingsOf(answer, asked, permit).slice(0, permit.most);
    for (let from = 0; from < embeddings.length; from += GROUP) {
      if (from > 0) await nextTurn();
      const group = embeddings.slice(from, from + GROUP);
      results.push(...this.tools.writer.acceptEmbeddings(group, this.request.remember));
    }
    if (permit.most < asked.keys.length) results.push(this.tools.writer.skip('write-limit'));
    const skipped = results.find((one): one is Skipped => 'skipped' in one);
    return { stored: skipped === undefined, notStored: skipped?.skipped };
  }

  /** Counts a response that is not stored at all. */
  skip(reason: NotStored): Stored {
    if (reason !== 'no-answer') this.tools.writer.skip(reason);
    return { stored: false, notStored: reason };
  }

  private embeddingsOf(
    { vectors = [], model, usage }: EmbeddingsAnswer,
    { items, keys }: AskedBatch,
    { state, order }: StoragePermit,
  ): ItemEmbedding[] {
    const { ask, route, remember } = this.request;
    const { kind: provider } = route.upstream;
    const tokens = tokensOf(items, usage?.prompt ?? 0);
    return vectors.map((vector, at) => ({
      embedding: { provider, model: model ?? remember.model, tokens: tokens[at]!, vector },
      ask: { ...ask, key: keys[at]!, state, order },
    }));
  }

  /** How many of so many writes the account admits. */
  private async admitted(writes: number): Promise<number> {
    const { account } = this.request;
    if (!account) return writes;
    for (let from = 0; from < writes; from += ADMITTED_AT_ONCE) {
      const slice = Math.min(ADMITTED_AT_ONCE, writes - from);
      const answers = await Promise.all(Array.from({ length: slice }, () => account.admitWrite()));
      const refused = answers.filter((isAdmitted) => !isAdmitted).length;
      if (refused > 0) return from + slice - refused;
    }
    return writes;
  }
}
