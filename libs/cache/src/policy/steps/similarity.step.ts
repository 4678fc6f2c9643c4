import { PASS, type Verdict } from '../verdict.js';
import { PolicyStep, type Proposal } from './policy-step.js';

/** Similarity at or above the threshold; one that is no number never passes. */
export class SimilarityStep extends PolicyStep {
  override ofProposal({ similarity, threshold }: Proposal): Verdict {
    return similarity >= threshold ? PASS : { pass: false, reason: 'similarity' };
  }
}
