import { withTimeout, type Signals } from '@app/core';
import { findingOf, hitOf, isTooOld, type LookUpResult, type Hit } from './finding.js';
import type { RegistryReader } from './resilience/registry-reader.js';
import type { HitRecorder } from './statistics/hit-recorder.js';
import type { Ask, Declined, KnownAsk } from './tiers/ask.js';
import type { CanonicalTier } from './tiers/canonical.tier.js';
import type { EntryReader } from './tiers/entry-reader.js';
import type { SemanticTier } from './tiers/semantic.tier.js';
import type { RegistryState } from './ports/source-registry.port.js';

/** What the semantic tier gave. */
export interface SimilarLookUpResult {
  readonly hit?: Hit;
  readonly declined?: Declined;
}

export interface CacheReaderTools {
  readonly registry: RegistryReader;
  readonly reader: EntryReader;
  readonly canonical: CanonicalTier;
  readonly semantic: SemanticTier;
  readonly hits: HitRecorder;
  readonly signals: Signals;
  /** What reading by key may add to a request, in milliseconds: stores that are slower than this are as good as broken. */
  readonly directBudgetMs: number;
}

/** Looks for an answer in memory, tier by tier. Never rejects because a part of the cache is broken. */
export class CacheReader {
  constructor(private readonly tools: CacheReaderTools) {}

  /** Exact tier, then canonical tier, from one read of the stores. Stores that take too long leave everything unknown. */
  async lookUp(ask: Ask): Promise<LookUpResult> {
    const finding = await ask.timer.time('exact', () => this.withinBudget('lookUp', this.readNow(ask)));
    if (finding?.hit) this.tools.hits.record(finding.hit.entry.key);
    return finding ?? {};
  }

  /** The place's numbers alone, for a request that doesn't want an answer from memory. `undefined` = they can't be known now. */
  readState(ask: Ask): Promise<RegistryState | undefined> {
    return this.withinBudget('readState', this.tools.registry.read(ask));
  }

  /** The next place in the order of the tenant's calls. `undefined` = it can't be known now: nothing may be remembered. */
  order(ask: Ask): Promise<number | undefined> {
    return this.withinBudget('order', this.tools.registry.order(ask.tenant));
  }

  /**
   * The exact tier once more, right before a model is asked: another request may have brought the answer meanwhile, and a purge may
   * have come since the request began.
   */
  async recheck(ask: KnownAsk): Promise<Hit | undefined> {
    const hit = await this.withinBudget('recheck', this.recheckNow(ask));
    if (hit) this.tools.hits.record(hit.entry.key);
    return hit;
  }

  async lookUpSimilar(ask: KnownAsk): Promise<SimilarLookUpResult> {
    const finding = await this.tools.semantic.find(ask);
    if (!finding.hit) return { declined: finding.declined };
    const { entry, similarity } = finding;
    this.tools.hits.record(entry.key);
    return { hit: { tier: 'semantic', entry, similarity } };
  }

  private async readNow(ask: Ask): Promise<LookUpResult> {
    const waiting = this.tools.reader.waiting(ask.key);
    const [state, found] = await Promise.all([this.tools.registry.read(ask), this.tools.reader.find(ask)]);
    if (!state) return {};
    const known = { ...ask, state };
    const exact = await this.tools.reader.exact(found, known, waiting);
    if (exact.servable || !ask.canonicalKey) return findingOf(state, 'exact', exact);
    const canonical = await this.tools.canonical.find(found, known);
    const finding = findingOf(state, 'canonical', canonical);
    return { ...finding, isTooOld: finding.isTooOld || isTooOld(exact) };
  }

  private async recheckNow(ask: KnownAsk): Promise<Hit | undefined> {
    const waiting = this.tools.reader.waiting(ask.key);
    const [state, found] = await Promise.all([
      this.tools.registry.read(ask),
      this.tools.reader.find({ ...ask, canonicalKey: undefined }),
    ]);
    if (!state) return undefined;
    return hitOf('exact', await this.tools.reader.exact(found, { ...ask, state }, waiting));
  }

  /** `undefined` when the work failed or did not come to an end within the budget. */
  private async withinBudget<Result>(operation: string, work: Promise<Result>): Promise<Result | undefined> {
    try {
      return await withTimeout(work, this.tools.directBudgetMs, { whenBusy: 'extend' });
    } catch {
      this.tools.signals.count('fail_open', `reader.${operation}`);
      return undefined;
    }
  }
}
