import { redisKilled } from './a01.redis-killed.js';
import { redisFrozen } from './a02.redis-frozen.js';
import { redisVanished } from './a02.redis-vanished.js';
import { leavingCallers } from './a03.leaving-callers.js';
import { cutAnswers } from './a04.cut-answers.js';
import { cutStreams } from './a04.cut-streams.js';
import { malformedAnswers } from './a04.malformed-answers.js';
import { stampede } from './a05.stampede.js';
import { partDown } from './a07.part-down.js';
import { qdrantDown, qdrantSlow } from './a08.qdrant-slow.js';
import { failingUpstream } from './a09.failing-upstream.js';
import { stallingUpstream } from './a10.stalling-upstream.js';
import { overload } from './a12.overload.js';
import { embedderFlooded } from './a13.embedder-flooded.js';
import { slowReaders } from './a14.slow-readers.js';
import { redisFull } from './a17.redis-full.js';
import { killed } from './a19.killed.js';
import { clockJumps } from './a20.clock-jumps.js';
import { diskFull } from './a21.disk-full.js';
import { fewFiles } from './a22.few-files.js';
import { slowSockets } from './a22.slow-sockets.js';
import { greedyTenant } from './a23.greedy-tenant.js';
import { coldReplicas } from './a24.cold-replicas.js';
import { deadLeader } from './a24.dead-leader.js';
import { killedReplicas } from './a24.killed-replicas.js';
import { evicted } from './c01.evicted.js';
import { skewed } from './c02.skewed.js';
import { clusterPromoted } from './c03.cluster.js';
import { copyPromoted } from './c03.copy-promoted.js';
import { lateWrite } from './c04.late-write.js';
import { paging } from './c05.paging.js';
import { refreshed } from './c06.refreshed.js';
import { restarted } from './c07.restarted.js';
import { sentinelsWithTls } from './c08.sentinels-with-tls.js';
import { longReplays } from './c09.long-replays.js';
import { startAndStop } from './c10.start-and-stop.js';
import { qdrantNodeGone } from './c11.qdrant-node-gone.js';
import { largePurge } from './c12.large-purge.js';
import type { Fault } from './fault.js';

/** Every fault, in the order of the rows. */
export const FAULTS: readonly Fault[] = [
  redisKilled,
  redisFrozen,
  redisVanished,
  leavingCallers,
  cutAnswers,
  cutStreams,
  malformedAnswers,
  stampede,
  partDown,
  qdrantSlow,
  qdrantDown,
  failingUpstream,
  stallingUpstream,
  overload,
  embedderFlooded,
  slowReaders,
  redisFull,
  killed,
  clockJumps,
  diskFull,
  slowSockets,
  fewFiles,
  greedyTenant,
  coldReplicas,
  deadLeader,
  killedReplicas,
  ...evicted,
  ...skewed,
  ...copyPromoted,
  ...clusterPromoted,
  ...lateWrite,
  ...paging,
  ...refreshed,
  ...restarted,
  ...sentinelsWithTls,
  longReplays,
  ...startAndStop,
  qdrantNodeGone,
  ...largePurge,
];
