import type { Embedding } from '@app/embedding';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { PASS, type Verdict } from '../verdict.js';

/** A stored question that is proposed for an asked one. */
export interface Proposal {
  readonly asked: ParsedQuestion;
  readonly stored: ParsedQuestion;
  /** Cosine similarity, 0..1. */
  readonly similarity: number;
  /** Lowest similarity that may be served. */
  readonly threshold: number;
}

/**
 * One step of the reuse policy. It is asked at three moments, and passes by default. A step that rejects leaves the candidates
 * unjudged: the request goes on as a miss with the reason `unavailable`.
 */
export abstract class PolicyStep {
  /** Before the question is embedded. */
  ofQuestion(_question: ParsedQuestion): Verdict {
    return PASS;
  }

  /** Before the vector is searched for or stored. */
  ofEmbedding(_embedding: Embedding): Verdict {
    return PASS;
  }

  /**
   * For each candidate, the best first, until one passes all steps. Only a step that has to wait returns a promise: it is awaited
   * within the budget of the semantic tier (`SEMANTIC_BUDGET_MS`).
   */
  ofProposal(_proposal: Proposal): Verdict | Promise<Verdict> {
    return PASS;
  }
}
