import type { Runtime } from './runtime.js';

/** `describe` where the runtime can run, and otherwise a visible skip that says what is missing. */
export function describeClient(client: string, runtime: Runtime, tests: () => void): void {
  const title = `${client} (${runtime.name})`;
  if (runtime.problem === undefined) describe(title, tests);
  else describe.skip(`${title}: ${runtime.problem}`, tests);
}
