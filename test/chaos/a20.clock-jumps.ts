import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { ACME_KEY, basics } from '../e2e/stage.js';
import { openFakeTime, type FakeTime } from '../support/fake-time.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator } from '../support/simulator.js';
import { timed, type TimedAnswer } from '../support/timed.js';
import type { Fault } from './fault.js';
import { count, happened, milliseconds } from './figures.js';

const TTL_MS = 2_000;
const LATE_MS = 1_000;
const WATCHED_MS = TTL_MS + 2 * LATE_MS;
const ASK_EVERY_MS = 50;
/** Each with the clock as it is when the service starts, and what it is set to once an answer is remembered. */
const JUMPS = [
  ['+0', '-3h'],
  ['+0', '-1s'],
  ['+0', '+2d'],
] as const;

export const clockJumps: Fault = {
  name: 'a20',
  title: `The wall clock jumps while entries live ${TTL_MS} ms`,
  isQuick: true,
  run: async () => {
    const time = openFakeTime();
    if (!time) return { skipped: 'libfaketime is missing: install the Debian package faketime' };
    const simulator = await startSimulator();
    const folder = mkdtempSync(join(tmpdir(), 'ragcache-clock-'));
    try {
      return await jumpAll(time, { ...basics(simulator), ...time.environment, DATA_DIR: folder });
    } finally {
      await simulator.close();
      rmSync(folder, { recursive: true });
      time.remove();
    }
  },
};

async function jumpAll(time: FakeTime, environment: Record<string, string>): Promise<Figure[]> {
  const figures: Figure[] = [];
  const service = await startService(environment);
  for (const jump of JUMPS) figures.push(...(await jumpOnce(service, time, jump)));
  const query = 'Which day do calendars call the last?';
  time.set('+2d');
  await service.ask({ query }, ACME_KEY);
  await service.stop();
  time.set('+0');
  const restarted = await startService(environment);
  const answer = await timed(() => restarted.ask({ query }, ACME_KEY));
  await restarted.stop();
  return [...figures, count('served though written two days from now', isHit(answer) ? 1 : 0, 0)];
}

async function jumpOnce(
  service: Service,
  time: FakeTime,
  [from, to]: readonly [string, string],
): Promise<Figure[]> {
  const body = {
    query: `What time is it in the room where clocks go ${to}?`,
    cache: { ttl: TTL_MS / 1_000 },
  };
  const ask = () => timed(() => service.ask(body, ACME_KEY));
  time.set(from);
  const first = await ask();
  const second = await ask();
  time.set(to);
  const answers = [first, second, ...(await watch(first.at + WATCHED_MS, ask))];
  const servedUntil = Math.max(...answers.filter(isOf(first)).map(({ at }) => at));
  const ages = answers.filter(isHit).map(({ body: { cache_info } }) => Number(cache_info.age_seconds));
  return [
    happened(`${to}: it was served before the jump`, isHit(second)),
    count('… failed requests', answers.filter(({ status }) => status !== 200).length, 0),
    milliseconds('… served past its end', Math.max(0, servedUntil - first.at - first.ms - TTL_MS), LATE_MS),
    count('… ages below zero', ages.filter((age) => !(age >= 0)).length, 0),
  ];
}

async function watch(until: number, ask: () => Promise<TimedAnswer>): Promise<TimedAnswer[]> {
  const answers: TimedAnswer[] = [];
  while (performance.now() < until) {
    answers.push(await ask());
    await sleep(ASK_EVERY_MS);
  }
  return answers;
}

function isHit({ body }: TimedAnswer): boolean {
  return body?.cache_info?.cache_hit === true;
}

/** Hits on the very entry that the first answer became: until the first miss, which makes another. */
function isOf(first: TimedAnswer) {
  let isSame = true;
  return (answer: TimedAnswer): boolean => {
    isSame &&= answer === first || isHit(answer);
    return isSame;
  };
}
