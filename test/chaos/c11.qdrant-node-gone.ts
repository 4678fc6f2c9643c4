import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { ACME_KEY, basics } from '../e2e/stage.js';
import { PARAPHRASES } from '../support/paraphrases.js';
import { type Loss, LOSSES, QdrantCluster } from '../support/qdrant/cluster.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator } from '../support/simulator.js';
import { timed } from '../support/timing.js';
import type { Fault } from './fault.js';
import { count, happened, milliseconds } from './figures.js';
import { AS_SHIPPED } from './on-stage.js';

const NODES = [0, 1, 2];
const ROUNDS = 3;
/** What the semantic tier has. */
const BUDGET_MS = 50;
/** What a timer and a busy machine add to it. */
const SLACK_MS = 15;
/** One ask a loss may come while this machine is busy, and meet the silent node with no time left for another. */
const UNLUCKY = 1;
/** A node that is back is called again within this time, a doubled pause included. */
const BACK_MS = 2_500;

interface Asked {
  readonly status: number;
  readonly isByMeaning: boolean;
  readonly ms: number;
}

/** Each of three nodes is gone in turn, killed or frozen: hits by meaning go on. */
export const qdrantNodeGone: Fault = {
  name: 'c11',
  title: 'One Qdrant node of three gone',
  isQuick: true,
  run: async () => {
    const cluster = await QdrantCluster.start();
    const simulator = await startSimulator();
    const store = { VECTOR_INDEX: 'qdrant', QDRANT_URL: cluster.url };
    const service = await startService({ ...basics(simulator), ...AS_SHIPPED, ...store });
    try {
      return await trial(service, cluster);
    } finally {
      await service.stop();
      await simulator.close();
      await cluster.close();
    }
  },
};

async function trial(service: Service, cluster: QdrantCluster): Promise<Figure[]> {
  for (const { taught } of PARAPHRASES) await ask(service, taught);
  await sleep(BACK_MS);
  await askAll(service);
  const before = await askAll(service);
  const figures = [
    happened('all are found by meaning before', missed(before) === 0),
    milliseconds('slowest of them', slowest(before)),
  ];
  for (const loss of LOSSES)
    figures.push(...figuresOf(loss, before, await withoutEach(loss, service, cluster)));
  return figures;
}

/** What was asked while each of the nodes was gone, one after the other. */
async function withoutEach(loss: Loss, service: Service, cluster: QdrantCluster): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const node of NODES) {
    await cluster.lose(node, loss);
    asked.push(...(await askAll(service)));
    await cluster.bringBack(node);
    await sleep(BACK_MS);
  }
  return asked;
}

function figuresOf(loss: Loss, before: readonly Asked[], asked: readonly Asked[]): Figure[] {
  const added = Math.max(0, slowest(asked) - slowest(before));
  return [
    count(`asked, ${loss}`, asked.length),
    count(`failed requests, ${loss}`, asked.filter(({ status }) => status !== 200).length, 0),
    count(`not found by meaning, ${loss}`, missed(asked), loss === 'killed' ? 0 : NODES.length * UNLUCKY),
    milliseconds(`added to the slowest, ${loss}`, added, BUDGET_MS + SLACK_MS),
  ];
}

function slowest(asked: readonly Asked[]): number {
  return Math.max(...asked.map(({ ms }) => ms));
}

async function askAll(service: Service): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const one of PARAPHRASES) asked.push(await ask(service, one.asked));
  return asked;
}

async function ask(service: Service, query: string): Promise<Asked> {
  const [answer, ms] = await timed(() => service.ask({ query }, ACME_KEY));
  const isByMeaning = answer?.body?.cache_info?.cache_type === 'semantic';
  return { status: answer?.status ?? 0, isByMeaning, ms };
}

function missed(asked: readonly Asked[]): number {
  return asked.filter(({ isByMeaning }) => !isByMeaning).length;
}
