import { withTimeout, type AnswerEntry, type Signals } from '@app/core';
import type { Embedder, Embedding } from '@app/embedding';
import type { ReusePolicy } from '../policy/reuse.policy.js';
import type { DeclineReason, Verdict } from '../policy/verdict.js';
import type { Declined, KnownAsk } from './ask.js';
import type { CandidateSearch, LiveCandidate } from './candidate-search.js';

export type SemanticMode = 'serve' | 'observe' | 'off';

export interface SemanticSettings {
  readonly mode: SemanticMode;
  /** What the tier may add to a miss, in milliseconds. */
  readonly budgetMs: number;
  /** Lowest cosine similarity that may be served. */
  readonly threshold: number;
}

export type SemanticFinding =
  | { readonly hit: true; readonly entry: AnswerEntry; readonly similarity: number }
  | { readonly hit: false; readonly declined?: Declined };

/** An ask with a question: the only kind that can be compared by meaning. */
export type AskWithQuestion = KnownAsk & { readonly question: string };

export interface SemanticTools {
  readonly embedder: Embedder;
  readonly search: CandidateSearch;
  readonly policy: ReusePolicy;
  readonly signals: Signals;
}

/** Finds answers to questions of the same meaning: similarity proposes, the reuse policy decides. */
export class SemanticTier {
  constructor(
    private readonly tools: SemanticTools,
    private readonly settings: SemanticSettings,
  ) {}

  async find(ask: KnownAsk): Promise<SemanticFinding> {
    const { question, canonicalKey, notCompared, isNeverSimilar } = ask;
    if (this.settings.mode === 'off' || question === null || isNeverSimilar) return { hit: false };
    if (notCompared) return this.leave(notCompared);
    if (!canonicalKey) return { hit: false };
    const eligible = this.tools.policy.eligible(question, ask.tenant);
    if (!eligible.pass) return this.leave(eligible.reason);
    const comparison = withTimeout(this.compare({ ...ask, question }), this.settings.budgetMs);
    return comparison.catch(() => this.leave('unavailable'));
  }

  private async compare(ask: AskWithQuestion): Promise<SemanticFinding> {
    const { embedder, policy, search } = this.tools;
    const embedding = await ask.timer.time('embed', () =>
      embedder.embed(ask.question, undefined, ask.tenant),
    );
    const eligible = policy.eligibleEmbedding(embedding);
    if (!eligible.pass) return this.leave(eligible.reason);
    const candidates = await this.candidates(search, embedding, ask);
    return ask.timer.time('decide', () => this.decide(candidates, ask));
  }

  private candidates(
    search: CandidateSearch,
    { vector }: Embedding,
    ask: KnownAsk,
  ): Promise<LiveCandidate[]> {
    return ask.timer.time('search', () => search.find(vector, ask));
  }

  /** Serves the first candidate that passes every step, and judges none after it. Otherwise reports why the best one did not pass. */
  private async decide(candidates: readonly LiveCandidate[], ask: AskWithQuestion): Promise<SemanticFinding> {
    const [best] = candidates;
    if (!best) return { hit: false };
    this.tools.signals.measure('similarity', best.similarity);
    let declined: Declined | undefined;
    for (const candidate of candidates) {
      const judged = this.judge(candidate, ask);
      const verdict = judged instanceof Promise ? await judged : judged;
      if (verdict.pass) return this.serve(candidate);
      declined ??= { reason: verdict.reason, similarity: candidate.similarity };
    }
    return declined ? this.reject(declined) : { hit: false };
  }

  private judge({ entry, similarity }: LiveCandidate, ask: AskWithQuestion): Verdict | Promise<Verdict> {
    const threshold = Math.max(ask.threshold, this.settings.threshold);
    return this.tools.policy.judge({
      asked: ask.question,
      stored: entry.question ?? '',
      tenant: ask.tenant,
      similarity,
      threshold,
    });
  }

  private serve({ entry, similarity }: LiveCandidate): SemanticFinding {
    if (this.settings.mode === 'serve') return { hit: true, entry, similarity };
    return this.reject({ reason: 'observed', similarity });
  }

  /** Nothing was compared. */
  private leave(reason: DeclineReason): SemanticFinding {
    this.tools.signals.count('not_compared', reason);
    return decline({ reason });
  }

  private reject(declined: Declined): SemanticFinding {
    this.tools.signals.count('rejection', declined.reason);
    return decline(declined);
  }
}

function decline(declined: Declined): SemanticFinding {
  return { hit: false, declined };
}
