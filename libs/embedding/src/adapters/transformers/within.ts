import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddingError } from '../../embedding.error.js';

/** What `work` resolves to; rejects with `timeout` after so many milliseconds. The work itself goes on, the wait holds no process. */
export async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  const done = new AbortController();
  const late = async (): Promise<never> => {
    await sleep(milliseconds, undefined, { signal: done.signal, ref: false });
    throw new EmbeddingError('timeout');
  };
  try {
    return await Promise.race([work, late()]);
  } finally {
    done.abort();
  }
}
