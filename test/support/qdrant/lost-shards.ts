import { setTimeout as sleep } from 'node:timers/promises';
import type { Collections } from './collections.js';
import { shardsFailed, shardUnreadable } from './failures.js';
import type { Call } from './routes.js';
import type { Topology } from './topology.js';

/** How long a node tries to reach another that is gone. Milliseconds, as recorded. */
const TRIES_MS = 450;

const READS = ['points', 'points/query', 'points/scroll', 'points/count'];
const WRITES = ['points', 'points/payload', 'points/delete', 'points/batch'];

/** What a surviving node of a cluster does before it answers: it waits for copies that are gone, and fails without any other. */
export async function meetLostShards(
  topology: Topology,
  all: Collections,
  { method, call }: { method: string; call: Call },
): Promise<void> {
  const action = call.path.split('/').slice(3).join('/');
  const isWrite = (method === 'PUT' && action === 'points') || (method === 'POST' && isIn(WRITES, action));
  const isRead = method === 'POST' && isIn(READS, action);
  if (topology.size === 1 || !(isRead || isWrite)) return;
  const { settings } = all.get(call.name);
  // `POST points` reads by id.
  if (isWrite && !(method === 'POST' && action === 'points')) return write(topology, all, call);
  if (topology.lost(settings).length === 0) return;
  await sleep(TRIES_MS);
  throw shardUnreadable();
}

async function write(topology: Topology, all: Collections, { name, body }: Call): Promise<void> {
  const { settings } = all.get(name);
  const ids = (body.value.points as { id?: string }[] | undefined)?.map((point) => point.id ?? '');
  const meant = ids
    ? [...new Set(ids.map((id) => topology.shardOf(id, settings)))]
    : Array.from({ length: topology.shards(settings) }, (_, shard) => shard);
  const lost = topology.lost(settings).filter((shard) => meant.includes(shard));
  if (topology.isNews(name, settings) || lost.length > 0) await sleep(TRIES_MS);
  if (lost.length > 0) throw shardsFailed(lost.length, meant.length);
}

function isIn(actions: readonly string[], action: string): boolean {
  return actions.includes(action);
}
