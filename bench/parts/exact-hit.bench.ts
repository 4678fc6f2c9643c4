import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BenchPart, Figure, Stage } from '../bench-part.js';
import { load, type LoadFigures, type LoadTarget } from '../load.js';
import type { ReferenceSetup } from '../reference/main.js';
import { median } from '../statistics.js';

const WARM_UP = 3;
const ROUNDS = 7;
const REQUESTS = 4_000;
const QUERY = {
  query: 'How do I rotate the signing key of the internal billing gateway?',
  system: 'You are the assistant of the platform team. Answer briefly.',
  max_tokens: 500,
  temperature: 0,
};

interface Contest {
  readonly service: LoadTarget;
  readonly reference: LoadTarget;
  readonly bare: LoadTarget;
}

/** The service's exact hit against a hand-written route with the same necessary work, and against a bare one. */
export const exactHit: BenchPart = {
  name: 'exact',
  title: 'Exact hit over HTTP',
  async run(stage) {
    const service = serviceTarget(stage);
    const { process: child, url } = await startReference(stage, await warmAnswer(service));
    try {
      const target = (path: string): LoadTarget => ({ ...service, url: `${url}${path}`, pid: child.pid! });
      return figures(await rounds({ service, reference: target('/reference'), bare: target('/bare') }));
    } finally {
      child.disconnect();
      await once(child, 'exit');
    }
  },
};

function serviceTarget({ service, apiKey }: Stage): LoadTarget {
  const headers = { authorization: `Bearer ${apiKey}` };
  return { url: `${service.url}/api/v1/query`, pid: service.pid, headers, body: QUERY };
}

async function warmAnswer({ url, headers }: LoadTarget): Promise<string> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(QUERY),
  };
  const { response } = (await (await fetch(url, request)).json()) as { response: string };
  return response;
}

async function startReference(
  { apiKey }: Stage,
  answer: string,
): Promise<{ process: ChildProcess; url: string }> {
  const setup: ReferenceSetup = { query: QUERY, answer, apiKey };
  const child = fork(join(__dirname, '../reference/main.js'), [JSON.stringify(setup)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  // Its log lines go where the service's go: into a pipe that this process empties.
  child.stdout!.resume();
  const [message] = (await once(child, 'message')) as [{ url: string }];
  return { process: child, url: message.url };
}

type Round = Record<keyof Contest, LoadFigures>;

/** All three in turn, round by round, so that the machine's mood weighs on each alike; the first rounds only warm up. */
async function rounds(contest: Contest): Promise<Round[]> {
  const results: Round[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const bare = await load(contest.bare, REQUESTS);
    const reference = await load(contest.reference, REQUESTS);
    results.push({ bare, reference, service: await load(contest.service, REQUESTS) });
  }
  return results.slice(WARM_UP);
}

function figures(results: readonly Round[]): Figure[] {
  const each = (pick: (round: Round) => number) => median(results.map(pick));
  const cpu = (name: keyof Contest) => each((round) => round[name].cpuPerRequestUs);
  const over = (name: 'reference' | 'bare') =>
    each((round) => round.service.cpuPerRequestUs / round[name].cpuPerRequestUs);
  const slower = each(({ service, reference }) => reference.requestsPerSecond / service.requestsPerSecond);
  return [
    { name: 'service: CPU per hit', value: cpu('service'), unit: 'us' },
    { name: 'reference route: CPU', value: cpu('reference'), unit: 'us' },
    { name: 'bare route: CPU', value: cpu('bare'), unit: 'us' },
    { name: 'service / reference, CPU', value: over('reference'), unit: 'x', bound: 1.4 },
    { name: 'service / bare, CPU', value: over('bare'), unit: 'x' },
    { name: 'reference / service, requests per second', value: slower, unit: 'x' },
    { name: 'service: p99', value: each(({ service }) => service.p99Ms), unit: 'ms' },
  ];
}
