import type { Figure } from '../../bench/bench-part.js';
import type { Service, ServiceAnswer } from '../support/service.js';
import type { Fault } from './fault.js';
import { count, happened } from './figures.js';
import { KEY, type RedisStage, withRedisStage } from './redis.stage.js';

const KEYS = 100;
const CALLERS = 50;

/**
 * Many callers of few new questions, spread over three replicas, wait for one call each. They come as fast as the replicas take
 * them, and not all in one tick: shedding an overload is another row's subject.
 */
export const coldReplicas: Fault = {
  name: 'a24',
  title: `${KEYS} new questions, ${CALLERS} callers each, three replicas; then a purge`,
  isQuick: true,
  run: () => withRedisStage({ replicas: 3, latencyMs: 1_500 }, stampede),
};

async function stampede({ services, simulator }: RedisStage): Promise<Figure[]> {
  const before = simulator.calls().total;
  const asked: Promise<ServiceAnswer>[] = [];
  for (let caller = 0; caller < CALLERS; caller++) {
    asked.push(...askAll(services[caller % services.length]!));
    await Promise.all(services.map((service) => service.request('GET', '/health/live')));
  }
  const answers = await Promise.all(asked);
  const calls = simulator.calls().total - before;
  const old = await entryOf(services[1]!);
  await services[0]!.request('POST', '/api/v1/purge', { key: KEY, body: { all: true } });
  const after = await Promise.all(services.map(entryOf));
  return [
    count('failed requests', answers.filter(({ status }) => status !== 200).length, 0),
    count('calls of the model', calls, KEYS * 1.05),
    happened('an answer to purge', old !== undefined),
    count('answers from before the purge', after.filter((entry) => entry && entry === old).length, 0),
  ];
}

/** One caller for each question. */
function askAll(service: Service): Promise<ServiceAnswer>[] {
  return Array.from({ length: KEYS }, (_, panel) =>
    service.ask({ query: `How many bolts hold panel ${panel}?` }, KEY),
  );
}

/** The entry that a replica answers from. */
async function entryOf(service: Service): Promise<string | undefined> {
  const { headers } = await service.ask({ query: 'How many bolts hold panel 1?' }, KEY);
  return headers['x-cache-entry'];
}
