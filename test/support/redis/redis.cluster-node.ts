import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../apps/demo/src/free-port.js';
import { QUICK, startServer, type RedisProcess } from './redis.process.js';
import { serverSettings, tlsSettings, type Security } from './redis.security.js';

/** One node. The bus would be 10,000 above the port, and could be taken. */
export interface NodePlan {
  readonly id: string;
  readonly port: number;
  readonly bus: number;
}

/** The whole cluster, as each node knows it from its first moment on. */
export interface ClusterPlan {
  /** The masters first; then their copies, in the same order. */
  readonly nodes: readonly NodePlan[];
  readonly masters: number;
  readonly security: Security;
}

const SLOTS = 16_384;
const NODE_TIMEOUT_MS = 2_000;
const FILE = 'nodes.conf';

export async function planNode(): Promise<NodePlan> {
  return { id: randomBytes(20).toString('hex'), port: await freePort(), bus: await freePort() };
}

export async function startNode(node: NodePlan, plan: ClusterPlan): Promise<RedisProcess> {
  const { security } = plan;
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-cluster-'));
  writeFileSync(join(folder, FILE), knowledgeOf(node, plan));
  const args = [...serverSettings(node.port, security), ...clusterSettings(node, security)];
  const named = args.flatMap(([name, ...values]) => [`--${name}`, ...values]);
  return startServer({ port: node.port, args: [...named, '--dir', folder, ...QUICK], security, folder });
}

function clusterSettings({ bus }: NodePlan, { tls, login }: Security): string[][] {
  return [
    ['cluster-enabled', 'yes'],
    ['cluster-config-file', FILE],
    ['cluster-port', `${bus}`],
    ['cluster-node-timeout', `${NODE_TIMEOUT_MS}`],
    ...(tls ? [...tlsSettings(tls), ['tls-cluster', 'yes']] : []),
    ...(login ? [['masteruser', login.username], ['masterauth', login.password]] : []), // prettier-ignore
  ];
}

/** The node's own file, so that nothing has to be introduced to anything. */
function knowledgeOf(self: NodePlan, { nodes, masters }: ClusterPlan): string {
  const lines = nodes.map((node, at) => {
    const who = `${node.id} 127.0.0.1:${node.port}@${node.bus} ${node === self ? 'myself,' : ''}`;
    const epoch = (at % masters) + 1;
    if (at < masters) return `${who}master - 0 0 ${epoch} connected ${slotsOf(at, masters)}`;
    return `${who}slave ${nodes[at % masters]!.id} 0 0 ${epoch} connected`;
  });
  return [...lines, `vars currentEpoch ${masters} lastVoteEpoch 0`, ''].join('\n');
}

function slotsOf(at: number, masters: number): string {
  const border = (share: number) => Math.ceil((SLOTS / masters) * share);
  return `${border(at)}-${border(at + 1) - 1}`;
}
