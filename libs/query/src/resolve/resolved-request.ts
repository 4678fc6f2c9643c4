import type { LlmRequest } from '@app/llm';
import type { ProviderName } from '@app/core';
import type { Ask, RememberOptions } from '@app/cache';
import type { BypassReason } from '../query-result.js';

/** A question with all defaults filled in: what to ask, where it would be in memory, and what may be done there. */
export interface ResolvedRequest {
  readonly provider: ProviderName;
  readonly llm: LlmRequest;
  readonly ask: Ask;
  readonly remember: RememberOptions;
  /** Memory is left out altogether, and why. */
  readonly bypass?: BypassReason;
  /** `false` = answers are read from memory but none is added. */
  readonly mayWrite: boolean;
  /** Monotonic milliseconds. */
  readonly deadline: number;
}
