import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 5_000;
const PAUSE_MS = 5;

/** For what happens in the background: waits for the expectation to hold, and fails as it does when it never holds. */
export async function eventually(expectation: () => Promise<void>): Promise<void> {
  const lastTry = performance.now() + PATIENCE_MS;
  while (performance.now() < lastTry && (await fails(expectation))) await sleep(PAUSE_MS);
  await expectation();
}

function fails(expectation: () => Promise<void>): Promise<boolean> {
  return expectation().then(
    () => false,
    () => true,
  );
}
