import { openStage, SEMANTIC, type Stage } from '../e2e/stage.js';

/** Other tests give the semantic tier all the time it wants; here it has what it has as shipped. */
export const AS_SHIPPED = { SEMANTIC_BUDGET_MS: '' };

/** Runs the work on the built service over the simulated model, and ends both afterwards. */
export async function onStage<Result>(
  environment: Readonly<Record<string, string>>,
  work: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const stage = await openStage({ ...SEMANTIC, ...AS_SHIPPED, ...environment });
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
}
