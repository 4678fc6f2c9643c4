import type { ServiceAnswer } from './service.js';

/** What came back, when, and how long it took. Milliseconds of the monotonic clock. */
export interface TimedAnswer extends ServiceAnswer {
  readonly at: number;
  readonly ms: number;
}

/** A request that got no answer has status 0. */
export async function timed(ask: () => Promise<ServiceAnswer>): Promise<TimedAnswer> {
  const at = performance.now();
  const answer = await ask().catch((): ServiceAnswer => ({ status: 0, headers: {}, body: undefined }));
  return { ...answer, at, ms: performance.now() - at };
}

export interface Pace {
  readonly perSecond: number;
  readonly seconds: number;
}

/** Asks at a steady pace, however slowly the answers come: many callers who don't know of each other. */
export async function paced<Answer>(
  { perSecond, seconds }: Pace,
  ask: (number: number) => Promise<Answer>,
): Promise<Answer[]> {
  const started = performance.now();
  const asked: Promise<Answer>[] = [];
  while (asked.length < perSecond * seconds) {
    const due = ((performance.now() - started) / 1_000) * perSecond;
    while (asked.length < Math.min(due, perSecond * seconds)) asked.push(ask(asked.length));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return Promise.all(asked);
}

/** So many of them at once. */
export function atOnce<Answer>(size: number, ask: (number: number) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: size }, (_, number) => ask(number)));
}
