import { cli, type RedisProcess, startRedis } from './redis.process.js';

/** Three real redis-servers that share the keys among them. */
export interface RedisClusterProcesses {
  /** host:port of each. */
  readonly nodes: readonly string[];
  stop(): Promise<void>;
}

const SLOTS = 16_384;
const FORM_MS = 20_000;

export async function startRedisCluster(): Promise<RedisClusterProcesses> {
  const nodes = await Promise.all([0, 1, 2].map(startNode));
  const [first, ...others] = nodes as [RedisProcess, ...RedisProcess[]];
  for (const { port } of others) first.cli('cluster', 'meet', '127.0.0.1', `${port}`);
  nodes.forEach(takeSlots);
  await formed(nodes);
  return {
    nodes: nodes.map(({ port }) => `127.0.0.1:${port}`),
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

/** The bus would be 10,000 above the port, and could be taken. */
function startNode(): Promise<RedisProcess> {
  return startRedis(['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000']);
}

function takeSlots({ port }: RedisProcess, at: number, all: readonly RedisProcess[]): void {
  const start = Math.ceil((SLOTS / all.length) * at);
  const end = Math.ceil((SLOTS / all.length) * (at + 1)) - 1;
  cli(port, 'cluster', 'addslotsrange', `${start}`, `${end}`);
}

async function formed(nodes: readonly RedisProcess[]): Promise<void> {
  const giveUp = Date.now() + FORM_MS;
  const isWhole = ({ port }: RedisProcess) => {
    const info = cli(port, 'cluster', 'info');
    return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${nodes.length}`);
  };
  while (!nodes.every(isWhole)) {
    if (Date.now() > giveUp) throw new Error('The Redis cluster did not form.');
    await new Promise((done) => setTimeout(done, 50));
  }
}
