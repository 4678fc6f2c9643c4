import type { BenchPart, Stage } from '../bench-part.js';
import { median, quantile } from '../statistics.js';

const ASKED = 300;

/** What the service adds to a call of the model: each new question is asked once through it and once of the model directly. */
export const miss: BenchPart = {
  name: 'miss',
  title: 'Miss, over the same upstream called directly',
  async run(stage) {
    const added: number[] = [];
    for (let round = 0; round < ASKED; round++) {
      const direct = await timed(() => askDirectly(stage, question(round, 'directly')));
      added.push((await timed(() => askService(stage, question(round, 'through the cache')))) - direct);
    }
    const settled = added.slice(ASKED / 10);
    return [
      { name: 'added by the service, p50', value: median(settled), unit: 'ms' },
      { name: 'added by the service, p99', value: quantile(settled, 0.99), unit: 'ms', bound: 50 },
    ];
  },
};

/** Questions that are about different things, so that none of them is a semantic hit. */
function question(round: number, way: string): string {
  return `What does ticket ${1_000 + round * 7} say about the ${round * 13} open orders, asked ${way}?`;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function askService({ service, apiKey }: Stage, query: string): Promise<void> {
  await post(`${service.url}/api/v1/query`, apiKey, { query });
}

async function askDirectly({ simulator }: Stage, content: string): Promise<void> {
  await post(`${simulator.url}/v1/chat/completions`, 'sk-bench', {
    model: 'gpt-bench',
    messages: [{ role: 'user', content }],
  });
}

async function post(url: string, key: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  await answer.arrayBuffer();
}
