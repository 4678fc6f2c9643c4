import type { PromptCacheUse, Usage } from '@app/core';

interface Counts extends Pick<Usage, 'prompt' | 'completion'> {
  /** As the provider tells it; absent = their sum. */
  readonly total?: number;
}

/** What a call used; the prompt cache is told of only where it had to do with it. */
export function usageWith(promptCache: PromptCacheUse, { prompt, completion, total }: Counts): Usage {
  const { read, written, writtenLong } = promptCache;
  const isCached = read + written + writtenLong > 0;
  return { prompt, completion, total: total || prompt + completion, ...(isCached && { promptCache }) };
}
