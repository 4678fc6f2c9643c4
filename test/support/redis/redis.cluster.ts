import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { until } from '../timing.js';
import { planNode, startNode } from './redis.cluster-node.js';
import { isFollowing, type RedisProcess } from './redis.process.js';
import { accessArguments, OPEN, type Security } from './redis.security.js';

export interface ClusterOptions {
  readonly masters?: number;
  /** Copies of each master. */
  readonly copies?: number;
  readonly security?: Security;
}

/** Slots that go from one master to another. */
export interface SlotMove {
  readonly from: RedisProcess;
  readonly to: RedisProcess;
  readonly slots: number;
}

/** Real redis-servers that share the keys among them. */
export interface RedisCluster {
  /** host:port of each. */
  readonly nodes: readonly string[];
  /** The masters of the start first, then their copies in the same order. */
  readonly processes: readonly RedisProcess[];
  masters(): RedisProcess[];
  /** Moves slots with their keys, one slot after the other, as an operator does. */
  moveSlots(move: SlotMove): Promise<void>;
  /** Kills a master that has a copy; resolves to the copy when it has taken over and the others know. */
  failOver(master: RedisProcess): Promise<RedisProcess>;
  stop(): Promise<void>;
}

export async function startRedisCluster(options: ClusterOptions = {}): Promise<RedisCluster> {
  const { masters = 3, copies = 0, security = OPEN } = options;
  const nodes = await Promise.all(Array.from({ length: masters * (1 + copies) }, planNode));
  const processes = await Promise.all(nodes.map((node) => startNode(node, { nodes, masters, security })));
  await until(() => processes.every(isWhole));
  return {
    nodes: processes.map(({ port }) => `127.0.0.1:${port}`),
    processes,
    masters: () => processes.filter(isMaster),
    moveSlots: (move) => moveSlots(move, security),
    failOver: (master) => failOver(master, processes),
    stop: async () => {
      await Promise.all(processes.map((node) => node.stop()));
    },
  };
}

/** Every slot is served, and a copy has what its master has. */
function isWhole(node: RedisProcess): boolean {
  if (!node.cli('cluster', 'info').includes('cluster_state:ok')) return false;
  return isMaster(node) || isFollowing(node);
}

function isMaster(node: RedisProcess): boolean {
  return node.cli('role').startsWith('master');
}

async function moveSlots({ from, to, slots }: SlotMove, security: Security): Promise<void> {
  const [source, target] = [from, to].map((node) => node.cli('cluster', 'myid').trim());
  const what = ['--cluster-from', source!, '--cluster-to', target!, '--cluster-slots', `${slots}`];
  const address = `127.0.0.1:${from.port}`;
  const args = [...accessArguments(security), '--cluster', 'reshard', address, ...what, '--cluster-yes'];
  const [code] = (await once(spawn('redis-cli', args, { stdio: 'ignore' }), 'exit')) as [number];
  if (code !== 0) throw new Error('The slots could not be moved.');
}

async function failOver(master: RedisProcess, processes: readonly RedisProcess[]): Promise<RedisProcess> {
  const id = master.cli('cluster', 'myid').trim();
  const alive = processes.filter((node) => node !== master && node.cli('ping').trim() === 'PONG');
  const copies = alive.filter((node) => myself(node).includes(`slave ${id}`));
  master.signal('SIGKILL');
  await until(() => copies.some(isMaster) && alive.every(isWhole));
  return copies.find(isMaster)!;
}

function myself(node: RedisProcess): string {
  return node
    .cli('cluster', 'nodes')
    .split('\n')
    .find((line) => line.includes('myself'))!;
}
