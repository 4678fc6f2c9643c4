import { setTimeout as sleep } from 'node:timers/promises';
import { ACME_KEY, basics } from '../e2e/stage.js';
import { startChaosProxy, type ChaosProxy } from '../support/chaos.proxy.js';
import { fresh } from '../support/questions.js';
import { startService, type Service, type ServiceAnswer } from '../support/service.js';
import { startSimulator } from '../support/simulator.js';
import type { Fault } from './fault.js';
import { count, happened } from './figures.js';

const ASKED = 20;
/** The report repeats itself for a second. */
const NEWS_MS = 1_200;

interface Look {
  readonly probes: readonly ServiceAnswer[];
  readonly asked: readonly ServiceAnswer[];
  readonly health: ServiceAnswer;
}

interface Report {
  readonly status: string;
  readonly parts: Readonly<Record<string, string>>;
}

/** The embeddings API goes away and comes back; probes tell of the process alone, the report of its parts. */
export const partDown: Fault = {
  name: 'a07',
  title: 'A part is down, and probes',
  isQuick: true,
  run: async () => {
    const simulator = await startSimulator();
    const proxy = await startChaosProxy(Number(new URL(simulator.url).port));
    const embedding = { EMBEDDER: 'openai', EMBEDDING_BASE_URL: `http://127.0.0.1:${proxy.port}/v1` };
    const service = await startService({ ...basics(simulator), ...embedding });
    try {
      return figuresOf(await lookThrice(service, proxy));
    } finally {
      await service.stop();
      await proxy.close();
      await simulator.close();
    }
  },
};

async function lookThrice(service: Service, proxy: ChaosProxy): Promise<readonly Look[]> {
  const next = fresh();
  const before = await look(service, next);
  proxy.set({ down: true });
  const during = await look(service, next);
  proxy.set({});
  return [before, during, await look(service, next)];
}

async function look(service: Service, next: () => string): Promise<Look> {
  const [probes, asked]: ServiceAnswer[][] = [[], []];
  for (let turn = 0; turn < ASKED; turn++) {
    asked!.push(await service.ask({ query: next() }, ACME_KEY));
    probes!.push(await service.request('GET', '/health/live'), await service.request('GET', '/health/ready'));
    await sleep(NEWS_MS / ASKED);
  }
  await sleep(NEWS_MS);
  return { probes: probes!, asked: asked!, health: await service.request('GET', '/health') };
}

function figuresOf(looks: readonly Look[]) {
  const bad = (answers: readonly ServiceAnswer[]) => answers.filter(({ status }) => status !== 200).length;
  const [before, during, after] = looks.map(({ health }) => health.body as Report);
  return [
    count('probes', looks.flatMap(({ probes }) => probes).length),
    count('probes that failed', bad(looks.flatMap(({ probes }) => probes)), 0),
    count('questions that failed', bad(looks.flatMap(({ asked }) => asked)), 0),
    happened('all is well before', before!.status === 'ok'),
    happened('degraded, and the embedder named', isDownFor('embedder', during!)),
    happened('all is well after', after!.status === 'ok'),
  ];
}

function isDownFor(part: string, report: Report): boolean {
  const down = Object.entries(report.parts).filter(([, state]) => state === 'down');
  return report.status === 'degraded' && down.length === 1 && down[0]![0] === part;
}
