import { RagCacheError } from '@app/core';
import { BrokenAnswer } from '@app/llm';

/** Reads a part of a provider's answer. @throws RagCacheError `upstream_failed` when it makes no sense. */
export function understood<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof BrokenAnswer) fail("sent an answer that can't be understood", error);
    throw error;
  }
}

/** @throws RagCacheError `upstream_failed`. */
export function fail(what: string, cause?: unknown): never {
  throw new RagCacheError('upstream_failed', `The provider ${what}. Try again.`, { cause });
}
