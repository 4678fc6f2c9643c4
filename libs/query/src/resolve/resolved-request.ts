import type { LlmRequest } from '@app/llm';
import type { ProviderName } from '@app/core';
import type { RememberOptions } from '@app/cache';
import type { Lookup } from '../search.js';

/** A question with all defaults filled in: what to ask, where it would be in memory, and what may be done there. */
export interface ResolvedRequest extends Lookup {
  readonly provider: ProviderName;
  readonly llm: LlmRequest;
  readonly remember: RememberOptions;
  /** `false` = answers are read from memory but none is added. */
  readonly mayWrite: boolean;
}
