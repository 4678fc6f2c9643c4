import type { Embedding } from '@app/embedding';
import { PASS, type Verdict } from '../verdict.js';
import { PolicyStep } from './policy-step.js';

/** A vector that doesn't hold the whole text is shared by texts that differ where the model didn't look. */
export class EmbeddingStep extends PolicyStep {
  override ofEmbedding({ truncated, unknownPieces }: Embedding): Verdict {
    if (truncated) return { pass: false, reason: 'too-long' };
    return unknownPieces ? { pass: false, reason: 'unknown-words' } : PASS;
  }
}
