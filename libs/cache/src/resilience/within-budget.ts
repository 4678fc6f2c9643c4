import { inTime } from './in-time.js';

/** What came of work that had a time budget. The work itself goes on when the budget runs out. */
export type Budgeted<Result> = { readonly done: true; readonly result: Result } | { readonly done: false };

/** Resolves to the work's result, or to `done: false` when it failed or took longer than the budget. Never rejects. */
export function withinBudget<Result>(work: Promise<Result>, milliseconds: number): Promise<Budgeted<Result>> {
  return inTime(work, milliseconds).then(
    (result) => ({ done: true, result }),
    () => ({ done: false }),
  );
}
