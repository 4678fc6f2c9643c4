import type { BenchPart, Stage } from '../bench-part.js';

const CALLERS = 200;
const UPSTREAM_MS = 300;

/** Identical questions at once: one call of the model has to do for all. */
export const flights: BenchPart = {
  name: 'flights',
  title: `${CALLERS} identical questions at once`,
  async run(stage) {
    stage.simulator.behave({ latencyMs: UPSTREAM_MS });
    const before = stage.simulator.calls().total;
    const started = performance.now();
    await Promise.all(Array.from({ length: CALLERS }, () => ask(stage)));
    const tookMs = performance.now() - started;
    const calls = stage.simulator.calls().total - before;
    stage.simulator.behave({ latencyMs: 0 });
    return [
      { name: 'calls of the model', value: calls, unit: '', bound: 1 },
      { name: 'last answer, over one call', value: tookMs - UPSTREAM_MS, unit: 'ms' },
    ];
  },
};

async function ask({ service, apiKey }: Stage): Promise<void> {
  const answer = await fetch(`${service.url}/api/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query: 'Which region hosts the archive cluster this quarter?' }),
  });
  if (!answer.ok) throw new Error(`The service answered ${answer.status}`);
  await answer.arrayBuffer();
}
