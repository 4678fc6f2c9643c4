import type { Service } from '../../test/support/service.js';
import type { Figure } from '../bench-part.js';
import { Contest } from '../contest.js';
import type { LoadTarget } from '../load.js';
import { startReference } from '../reference/reference.process.js';

export const QUERY = {
  query: 'How do I rotate the signing key of the internal billing gateway?',
  system: 'You are the assistant of the platform team. Answer briefly.',
  max_tokens: 500,
  temperature: 0,
};

interface Contestants {
  readonly service: Service;
  readonly apiKey: string;
  /** The reference reads there too. */
  readonly redisUrl?: string;
}

/** What an exact hit costs, against a hand-written route with the same necessary work, and against a bare one. */
export async function exactHitFigures({ service, apiKey, redisUrl }: Contestants): Promise<Figure[]> {
  const answer = await warmAnswer(service, apiKey);
  const reference = await startReference({ query: QUERY, answer, apiKey, redisUrl });
  const target = (url: string, pid: number): LoadTarget => {
    return { url, pid, headers: { authorization: `Bearer ${apiKey}` }, body: QUERY };
  };
  try {
    const contest = await Contest.of({
      bare: target(`${reference.url}/bare`, reference.pid),
      reference: target(`${reference.url}/reference`, reference.pid),
      service: target(`${service.url}/api/v1/query`, service.pid),
    });
    return figuresOf(contest);
  } finally {
    await reference.stop();
  }
}

async function warmAnswer(service: Service, apiKey: string): Promise<string> {
  const answer = await service.ask(QUERY, apiKey);
  return (answer.body as { response: string }).response;
}

function figuresOf(contest: Contest<'bare' | 'reference' | 'service'>): Figure[] {
  const slower = contest.speedRatio('reference', 'service');
  return [
    { name: 'service: CPU per hit', value: contest.cpu('service'), unit: 'us' },
    { name: 'reference route: CPU', value: contest.cpu('reference'), unit: 'us' },
    { name: 'bare route: CPU', value: contest.cpu('bare'), unit: 'us' },
    {
      name: 'service / reference, CPU',
      value: contest.cpuRatio('service', 'reference'),
      unit: 'x',
      bound: 1.4,
    },
    { name: 'service / bare, CPU', value: contest.cpuRatio('service', 'bare'), unit: 'x' },
    { name: 'reference / service, requests per second', value: slower, unit: 'x' },
    { name: 'service: p99', value: contest.p99('service'), unit: 'ms' },
  ];
}
