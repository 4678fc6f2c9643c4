import type { Figure, Stage } from '../../bench-part.js';
import { median, quantile } from '../../statistics.js';
import { chat, post } from './chat.js';

const ASKED = 200;
/** Code that has run less often is not compiled yet. */
const WARM_UP = 200;
/** As a provider does it, so that the first token doesn't come in one piece with all others. Milliseconds, tokens per second. */
const PACE = { firstTokenMs: 5, tokensPerSecond: 1_000, say: { text: 'They left on Monday.' } };
const TOKEN = /"content":"[^"]/;

/** What the service adds until the first token of a miss: passing a stream on, and looking for an answer of the same meaning. */
export async function firstTokenFigures(stage: Stage): Promise<Figure[]> {
  stage.simulator.behave(PACE);
  const passedOn = await addedMs(stage, 'exact');
  const searched = await addedMs(stage, 'semantic');
  stage.simulator.behave({});
  return [
    { name: 'first token of a miss, added, p50', value: median(passedOn), unit: 'ms', bound: 2 },
    { name: 'first token of a miss, added, p99', value: quantile(passedOn, 0.99), unit: 'ms' },
    // The model that embeds the question takes most of it, and the tier has a budget of its own.
    { name: 'with the semantic tier, p50', value: median(searched), unit: 'ms' },
  ];
}

/** Each question is streamed once through the service and once from the model directly. */
async function addedMs({ simulator, service, apiKey }: Stage, mode: string): Promise<number[]> {
  const added: number[] = [];
  for (let round = 0; round < WARM_UP + ASKED; round++) {
    const direct = await untilToken(simulator.url, 'sk-bench', question(round, `${mode}, directly`));
    const asked = question(round, `${mode}, through the cache`);
    added.push((await untilToken(service.url, apiKey, asked, { 'x-cache-mode': mode })) - direct);
  }
  return added.slice(WARM_UP);
}

/** Questions that are about different things, so that none of them is a semantic hit. */
function question(round: number, way: string): string {
  return `What does invoice ${5_000 + round * 11} say about the ${round * 17} late parcels, asked ${way}?`;
}

async function untilToken(
  url: string,
  apiKey: string,
  asked: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const started = performance.now();
  const answer = await post(url, { apiKey, headers, body: chat(asked, { isStream: true }) });
  let text = '';
  let tookMs: number | undefined;
  for await (const bytes of answer.body!) {
    text += Buffer.from(bytes).toString('latin1');
    if (TOKEN.test(text)) tookMs ??= performance.now() - started;
  }
  return tookMs!;
}
