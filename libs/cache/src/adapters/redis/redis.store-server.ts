import { redisProblems } from '../../remote-stores.rules.js';
import type { StoreServer } from '../store-server.js';

/** A Redis or Valkey: single, Sentinel or Cluster. */
export const REDIS: StoreServer = { name: 'redis', problems: redisProblems };
