/** What came of work that had a time budget. The work itself goes on when the budget runs out. */
export type Budgeted<Result> = { readonly done: true; readonly result: Result } | { readonly done: false };

/** Resolves to the work's result, or to `done: false` when it failed or took longer than the budget. Never rejects. */
export async function withinBudget<Result>(
  work: Promise<Result>,
  milliseconds: number,
): Promise<Budgeted<Result>> {
  let timer: NodeJS.Timeout | undefined;
  const outOfTime = new Promise<Budgeted<Result>>((resolve) => {
    timer = setTimeout(() => resolve({ done: false }), milliseconds);
  });
  const finished = work.then(
    (result): Budgeted<Result> => ({ done: true, result }),
    (): Budgeted<Result> => ({ done: false }),
  );
  return Promise.race([finished, outOfTime]).finally(() => clearTimeout(timer));
}
