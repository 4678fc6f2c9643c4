import { openStage, type Stage } from '../e2e/stage.js';

/** Runs the work on the built service over the simulated model, and ends both afterwards. */
export async function onStage<Result>(
  environment: Readonly<Record<string, string>>,
  work: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const stage = await openStage(environment);
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
}
