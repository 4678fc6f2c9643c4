/** The result, absent when the work failed, and how many milliseconds it took. */
export async function timed<Result>(work: () => Promise<Result>): Promise<[Result | undefined, number]> {
  const began = performance.now();
  const result = await work().catch(() => undefined);
  return [result, performance.now() - began];
}

/** Resolves when it is so; a test's own time limit ends the wait. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setTimeout(done, 20));
}
