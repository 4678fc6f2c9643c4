import type { BenchPart, Figure, Stage } from '../bench-part.js';
import { median, quantile } from '../statistics.js';

const STEPS = ['exact', 'embed', 'search', 'decide'] as const;
type Step = (typeof STEPS)[number];

const FILLING = 1_000;
const ASKED = 200;
const AREAS = [
  'billing',
  'storage',
  'network',
  'search',
  'mail',
  'login',
  'report',
  'backup',
  'queue',
  'cache',
];

/** Semantic hits with the time of each step, as the service tells it in `Server-Timing`, among many stored questions. */
export const semanticHit: BenchPart = {
  name: 'semantic',
  title: `Semantic hit, ${FILLING} questions in the scope`,
  async run(stage) {
    for (let number = 0; number < FILLING; number++) await ask(stage, stored(number));
    const timings: Record<Step, number>[] = [];
    for (let number = 0; number < ASKED; number++) {
      const { type, steps } = await ask(stage, paraphrased(number));
      if (type === 'semantic') timings.push(steps);
    }
    return figures(timings);
  },
};

function stored(number: number): string {
  const area = AREAS[number % AREAS.length]!;
  return `Who is responsible for the ${area} service of team ${number}?`;
}

function paraphrased(number: number): string {
  const area = AREAS[number % AREAS.length]!;
  return `Who is the person responsible for the ${area} service of team ${number}?`;
}

async function ask(
  { service, apiKey }: Stage,
  query: string,
): Promise<{ type: string | null; steps: Record<Step, number> }> {
  const answer = await service.ask({ query }, apiKey);
  if (answer.status !== 200) throw new Error(`The service answered ${answer.status}`);
  const { cache_info: info } = answer.body as { cache_info: { cache_type: string | null } };
  return { type: info.cache_type, steps: stepsOf(answer.headers['server-timing'] ?? '') };
}

function stepsOf(header: string): Record<Step, number> {
  const duration = (step: Step) => Number(new RegExp(`${step};dur=([\\d.]+)`).exec(header)?.[1] ?? 0);
  return {
    exact: duration('exact'),
    embed: duration('embed'),
    search: duration('search'),
    decide: duration('decide'),
  };
}

function figures(timings: readonly Record<Step, number>[]): Figure[] {
  const steps = STEPS.map((step) => ({
    name: `${step}, p50`,
    value: median(timings.map((timing) => timing[step])),
    unit: 'ms',
  }));
  const ours = timings.map(({ search, decide }) => search + decide);
  return [
    { name: 'semantic hits measured', value: timings.length, unit: '' },
    ...steps,
    { name: 'search, guards and entry reads, p50', value: median(ours), unit: 'ms', bound: 2 },
    { name: 'search, guards and entry reads, p99', value: quantile(ours, 0.99), unit: 'ms' },
  ];
}
