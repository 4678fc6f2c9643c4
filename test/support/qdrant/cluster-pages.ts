import type { Collection } from './collection.js';
import type { Topology } from './topology.js';

const URI = 'http://node:6335/';
const REFUSED =
  'tcp connect error: Connection refused (os error 111)\\", details: [], metadata: MetadataMap { headers: {} }';
const MOMENT = '2026-11-28T17:25:56.000000000Z';

/** `GET /cluster`, as one node sees it. */
export function clusterStatus(topology: Topology, node: number): object {
  if (topology.size === 1) return { status: 'disabled' };
  const all = Array.from({ length: topology.size }, (_, at) => at);
  const living = all.filter((at) => !topology.isGone(at)).map((at) => topology.peer(at));
  return {
    ...{ status: 'enabled', peer_id: topology.peer(node) },
    // A node that is gone stays a member until somebody removes it.
    peers: Object.fromEntries(all.map((at) => [topology.peer(at), { uri: uriOf(at) }])),
    raft_info: {
      ...{ term: 1, commit: 22, pending_operations: 0, leader: living[0] },
      ...{ role: topology.peer(node) === living[0] ? 'Leader' : 'Follower', is_voter: true },
    },
    consensus_thread_status: { consensus_thread_status: 'working', last_update: MOMENT },
    message_send_failures: Object.fromEntries(
      all.filter((at) => topology.isGone(at)).map((at) => [uriOf(at), failures()]),
    ),
  };
}

/** `GET /collections/:name/cluster`, as one node sees it. */
export function collectionCluster(topology: Topology, collection: Collection, node: number): object {
  const { settings } = collection;
  const replicas = topology.replicas(settings);
  const points = collection.matching();
  return {
    ...{ peer_id: topology.peer(node), shard_count: topology.shards(settings) },
    local_shards: replicas
      .filter((replica) => replica.node === node)
      .map(({ shard }) => {
        const points_count = points.filter(({ id }) => topology.shardOf(id, settings) === shard).length;
        return { shard_id: shard, points_count, state: 'Active' };
      }),
    remote_shards: replicas
      .filter((replica) => replica.node !== node)
      .map(({ shard, node: at }) => {
        return {
          shard_id: shard,
          peer_id: topology.peer(at),
          state: topology.isGone(at) ? 'Dead' : 'Active',
        };
      }),
    shard_transfers: [],
  };
}

function uriOf(node: number): string {
  return URI.replace('node', `node-${node}`);
}

function failures(): object {
  const connecting = `Error in closure supplied to transport channel pool: status: Unavailable, message: "error trying to connect: ${REFUSED.replace('\\"', '"')}`;
  return { count: 19, latest_error: connecting, latest_error_timestamp: MOMENT };
}
