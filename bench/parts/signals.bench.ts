import type { BenchPart, Figure, Stage } from '../bench-part.js';
import { Contest } from '../contest.js';
import type { LoadTarget } from '../load.js';
import { serviceEnvironment } from '../stage.js';
import { PARTS, type Part } from '../overhead/stand-ins.js';
import { startOverheadService, type OverheadService } from '../overhead/overhead.process.js';
import { QUERY } from './exact-hit.measure.js';

/** Who runs, by what is left out. The whole one is started in the same way, so that nothing else differs. */
const WITHOUT = {
  whole: [],
  unguarded: ['guard'],
  withoutSignals: ['signals'],
  neither: PARTS,
} as const satisfies Record<string, readonly Part[]>;
type Contestant = keyof typeof WITHOUT;
const CONTESTANTS = Object.keys(WITHOUT) as Contestant[];

/** Of all together, in microseconds per exact hit. */
const BOUND_US = 15;
/** Limits that are counted and never reached. */
const UNREACHED = 'requests_per_minute=100000000;concurrent=10000';

/** What the guards, the limits and the signals (log line, metrics, observations) cost an exact hit: the service with and without them. */
export const signals: BenchPart = {
  name: 'signals',
  title: 'Guards, limits and signals, per exact hit',
  async run(stage) {
    const services = await Promise.all(CONTESTANTS.map((name) => started(stage, WITHOUT[name])));
    try {
      const targets = await Promise.all(services.map((service) => warmTarget(service, stage)));
      const pairs = CONTESTANTS.map((name, number) => [name, targets[number]]);
      return figuresOf(await Contest.of(Object.fromEntries(pairs) as Record<Contestant, LoadTarget>));
    } finally {
      for (const service of services) await service.stop();
    }
  },
};

function started({ simulator, apiKey }: Stage, without: readonly Part[]): Promise<OverheadService> {
  const environment = {
    ...serviceEnvironment(simulator, apiKey),
    SEMANTIC_MODE: 'off',
    KEY_LIMITS: UNREACHED,
  };
  return startOverheadService({ environment, without });
}

/** The answer is in memory, and each request is a hit. */
async function warmTarget({ url: base, pid }: OverheadService, { apiKey }: Stage): Promise<LoadTarget> {
  const [url, headers] = [`${base}/api/v1/query`, { authorization: `Bearer ${apiKey}` }];
  const ask = () =>
    fetch(url, {
      ...{ method: 'POST', body: JSON.stringify(QUERY) },
      headers: { ...headers, 'content-type': 'application/json' },
    });
  await (await ask()).text();
  const again = await ask();
  await again.text();
  const status = again.headers.get('x-cache-status');
  if (status !== 'HIT') throw new Error(`The second answer was no hit but ${status}.`);
  return { url, pid, headers, body: QUERY };
}

function figuresOf(contest: Contest<Contestant>): Figure[] {
  const cpu = CONTESTANTS.map((name) => {
    return { name: `hit, ${name}: CPU`, value: contest.cpu(name), unit: 'us' };
  });
  const more = (than: Contestant) => contest.cpuDifference('whole', than);
  return [
    ...cpu,
    { name: 'guard', value: more('unguarded'), unit: 'us' },
    { name: 'signals', value: more('withoutSignals'), unit: 'us' },
    { name: 'guard and signals', value: more('neither'), unit: 'us', bound: BOUND_US },
  ];
}
