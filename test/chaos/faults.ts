import { redisKilled } from './a01.redis-killed.js';
import { redisFrozen } from './a02.redis-frozen.js';
import { redisFull } from './a17.redis-full.js';
import { coldReplicas } from './a24.cold-replicas.js';
import type { Fault } from './fault.js';

/** Every fault, in the order of the rows. */
export const FAULTS: readonly Fault[] = [redisKilled, redisFrozen, redisFull, coldReplicas];
