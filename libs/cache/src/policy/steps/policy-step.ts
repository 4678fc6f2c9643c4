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

/** One step of the reuse policy. It has a say at three moments and passes what doesn't concern it. */
export abstract class PolicyStep {
  /** Before the question is embedded. */
  ofQuestion(_question: ParsedQuestion): Verdict {
    return PASS;
  }

  /** Before the vector is searched for or stored. */
  ofEmbedding(_embedding: Embedding): Verdict {
    return PASS;
  }

  /** For each candidate, the best first. */
  ofProposal(_proposal: Proposal): Verdict {
    return PASS;
  }
}
