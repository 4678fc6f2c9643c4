import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 2_000;

/** For what happens in the background: resolves when the expectation holds, rejects with its failure when it never does. */
export async function eventually(expectation: () => Promise<void>): Promise<void> {
  const lastTry = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (performance.now() > lastTry) throw error;
      await sleep(5);
    }
  }
}
