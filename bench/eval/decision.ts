import { canonicalText, type ReusePolicy, type Verdict } from '@app/cache';
import { cosine } from './cosine.js';
import type { KeptEmbeddings } from './kept-embeddings.js';

/** Decides on texts as the service does, with the real policy and the real embeddings. */
export class Decision {
  private readonly canonical = new Map<string, string | undefined>();
  private readonly eligible = new Map<string, Verdict>();

  constructor(
    private readonly policy: ReusePolicy,
    private readonly embeddings: KeptEmbeddings,
    readonly threshold: number,
  ) {}

  similarity(one: string, other: string): number {
    return cosine(this.embeddings.of(one).vector, this.embeddings.of(other).vector);
  }

  vector(text: string): Float32Array {
    return this.embeddings.of(text).vector;
  }

  canonicalText(text: string): string | undefined {
    if (!this.canonical.has(text)) this.canonical.set(text, canonicalText(text));
    return this.canonical.get(text);
  }

  shareKey(one: string, other: string): boolean {
    const text = this.canonicalText(one);
    return text !== undefined && text === this.canonicalText(other);
  }

  /** Whether a text takes part in the semantic tier at all. */
  isEligible(text: string): boolean {
    return this.eligibility(text).pass;
  }

  eligibility(text: string): Verdict {
    const known = this.eligible.get(text) ?? this.judgeEligible(text);
    this.eligible.set(text, known);
    return known;
  }

  /** Whether every step of the policy passes a stored text for an asked one. */
  passes(asked: string, stored: string, similarity: number): boolean {
    return this.verdict(asked, stored, similarity).pass;
  }

  verdict(asked: string, stored: string, similarity: number): Verdict {
    return this.policy.judgeNow({ asked, stored, similarity, threshold: this.threshold });
  }

  private judgeEligible(text: string): Verdict {
    if (this.canonicalText(text) === undefined) return { pass: false, reason: 'not-a-question' };
    const verdict = this.policy.eligible(text);
    return verdict.pass ? this.policy.eligibleEmbedding(this.embeddings.of(text)) : verdict;
  }
}
