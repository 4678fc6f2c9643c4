import type { BenchPart, Stage } from '../bench-part.js';
import { atOnceFigures, CALLERS } from './at-once.measure.js';

/** Identical questions at once. */
export const flights: BenchPart = {
  name: 'flights',
  title: `${CALLERS} identical questions at once`,
  run: (stage) => atOnceFigures(stage, () => ask(stage)),
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
