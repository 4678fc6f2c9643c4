import type { Entry } from '@app/core';
import type { RegistryReader } from './resilience/registry-reader.js';
import type { HitRecorder } from './statistics/hit-recorder.js';
import type { Ask, Declined, Judged, KnownAsk } from './tiers/ask.js';
import type { CanonicalTier } from './tiers/canonical.tier.js';
import type { EntryReader } from './tiers/entry-reader.js';
import type { SemanticTier } from './tiers/semantic.tier.js';
import type { Tier } from './tiers/tier.js';
import type { RegistryState } from './ports/source-registry.port.js';

/** An answer from memory. */
export interface Hit {
  readonly tier: Tier;
  readonly entry: Entry;
  /** Cosine similarity; semantic hits only. */
  readonly similarity?: number;
}

/** What the exact and canonical tier gave. Without `state` the place's numbers are unknown: nothing may be read or written. */
export interface DirectFinding {
  readonly state?: RegistryState;
  readonly hit?: Hit;
}

/** What the semantic tier gave. */
export interface MeaningFinding {
  readonly hit?: Hit;
  readonly declined?: Declined;
}

export interface RecallTools {
  readonly registry: RegistryReader;
  readonly reader: EntryReader;
  readonly canonical: CanonicalTier;
  readonly semantic: SemanticTier;
  readonly hits: HitRecorder;
}

/** Looks for an answer in memory, tier by tier. Never rejects because a part of the cache is broken. */
export class Recall {
  constructor(private readonly tools: RecallTools) {}

  /** Exact tier, then canonical tier, from one read of the stores. */
  direct(ask: Ask): Promise<DirectFinding> {
    return ask.timer.time('exact', () => this.readDirect(ask));
  }

  /** The exact tier once more, right before a model is asked: another request may have brought the answer meanwhile. */
  async again(ask: KnownAsk): Promise<Hit | undefined> {
    const found = await this.tools.reader.find({ ...ask, canonicalKey: undefined });
    return this.served('exact', await this.tools.reader.exact(found, ask));
  }

  async byMeaning(ask: KnownAsk): Promise<MeaningFinding> {
    const { question } = ask;
    if (question === null || !ask.canonicalKey) return {};
    const finding = await this.tools.semantic.find({ ...ask, question });
    if (!finding.hit) return { declined: finding.declined };
    const { entry, similarity } = finding;
    this.tools.hits.record(entry.key);
    return { hit: { tier: 'semantic', entry, similarity } };
  }

  private async readDirect(ask: Ask): Promise<DirectFinding> {
    const [state, found] = await Promise.all([this.tools.registry.read(ask), this.tools.reader.find(ask)]);
    if (!state) return {};
    const known = { ...ask, state };
    const exact = this.served('exact', await this.tools.reader.exact(found, known));
    if (exact || !ask.canonicalKey) return { state, hit: exact };
    return { state, hit: this.served('canonical', await this.tools.canonical.find(found, known)) };
  }

  private served(tier: Tier, judged: Judged): Hit | undefined {
    if (!judged.servable) return undefined;
    this.tools.hits.record(judged.entry.key);
    return { tier, entry: judged.entry };
  }
}
