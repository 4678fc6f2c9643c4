import type { LlmRequest } from '@app/llm';
import type { ProviderName } from '@app/core';
import type { Keeping } from '../flight-works.js';
import type { Lookup } from '../search.js';

/** A question with all defaults filled in: what to ask, where it would be in memory, and what may be done there. */
export interface ResolvedRequest extends Lookup, Keeping {
  readonly provider: ProviderName;
  readonly llm: LlmRequest;
}
