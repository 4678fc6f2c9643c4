/** The result, absent when the work failed, and how many milliseconds it took. */
export async function timed<Result>(work: () => Promise<Result>): Promise<[Result | undefined, number]> {
  const began = performance.now();
  const result = await work().catch(() => undefined);
  return [result, performance.now() - began];
}

/** A test that has failed long ago must not go on waiting. */
const LONGEST_WAIT_MS = 120_000;

/** Resolves when it is so. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const giveUp = performance.now() + LONGEST_WAIT_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUp) throw new Error('It never came about.');
    await new Promise((done) => setTimeout(done, 20));
  }
}
