import type { Figure, Stage } from '../bench-part.js';

export const CALLERS = 200;
const UPSTREAM_MS = 300;

/** Many identical requests at once: one call of the model has to do for all. */
export async function atOnceFigures({ simulator }: Stage, ask: () => Promise<void>): Promise<Figure[]> {
  simulator.behave({ latencyMs: UPSTREAM_MS });
  const before = simulator.calls().total;
  const started = performance.now();
  await Promise.all(Array.from({ length: CALLERS }, ask));
  const tookMs = performance.now() - started;
  const calls = simulator.calls().total - before;
  simulator.behave({});
  return [
    { name: `${CALLERS} callers at once: calls of the model`, value: calls, unit: '', bound: 1 },
    { name: 'last answer, over one call', value: tookMs - UPSTREAM_MS, unit: 'ms' },
  ];
}
