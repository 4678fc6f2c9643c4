/** What came of work that had a time budget. The work itself goes on when the budget runs out. */
export type Budgeted<Result> = { readonly done: true; readonly result: Result } | { readonly done: false };

/** Resolves to the work's result, or to `done: false` when it failed or took longer than the budget. Never rejects. */
export function withinBudget<Result>(work: Promise<Result>, milliseconds: number): Promise<Budgeted<Result>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ done: false }), milliseconds);
    const end = (outcome: Budgeted<Result>) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    work.then(
      (result) => end({ done: true, result }),
      () => end({ done: false }),
    );
  });
}
