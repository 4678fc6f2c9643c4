import type { PromptCacheUse, Usage } from '@app/core';

interface Counts extends Pick<Usage, 'prompt' | 'completion'> {
  /** As the provider reports it; absent = the sum of both. */
  readonly total?: number;
}

/** The usage of a call. It has `promptCache` only when the prompt cache read or wrote tokens. */
export function usageWith(promptCache: PromptCacheUse, { prompt, completion, total }: Counts): Usage {
  const { read, written, writtenLong } = promptCache;
  const isCached = read + written + writtenLong > 0;
  return { prompt, completion, total: total || prompt + completion, ...(isCached && { promptCache }) };
}
