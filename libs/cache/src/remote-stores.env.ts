import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { IsQdrantUrl } from './qdrant-url.rule.js';

const HOST_AND_PORT = /^[A-Za-z0-9._-]+:\d{1,5}$/;
const MILLISECONDS = { message: '$property must be a whole number from 1 to 10000' };
const PURGE_COPIES = { message: '$property must be a whole number from 0 to 8' };
const COPIES = { message: '$property must be a whole number from 1 to 32' };
const SHARDS = { message: '$property must be a whole number from 1 to 1000' };
const HOSTS = { each: true, message: '$property must list host:port, comma-separated' };

/** What an operator says about stores on other machines. */
export class RemoteStoresEnv {
  /** One server. `rediss:` for TLS. User and password may stand in it, or in variables of their own. */
  @IsOptional()
  @Matches(/^rediss?:\/\/\S+$/, { message: 'REDIS_URL must start with redis:// or rediss://' })
  REDIS_URL?: string;

  /** Sentinels that know the master called `REDIS_SENTINEL_NAME`. */
  @IsArray()
  @Matches(HOST_AND_PORT, HOSTS)
  REDIS_SENTINELS: string[] = [];

  /** What the sentinels call the master. */
  @IsString()
  REDIS_SENTINEL_NAME = 'mymaster';

  /** Some nodes of a cluster; the others are found through them. */
  @IsArray()
  @Matches(HOST_AND_PORT, HOSTS)
  REDIS_CLUSTER_NODES: string[] = [];

  /** The user to be on Redis; unset = its default one. */
  @IsOptional()
  @IsString()
  REDIS_USERNAME?: string;

  /** That user's. Needed in production unless the server is on this machine. */
  @IsOptional()
  @IsString()
  REDIS_PASSWORD?: string;

  /** A PEM file with the authority that signed the servers' certificates; switches TLS on. */
  @IsOptional()
  @IsString()
  REDIS_TLS_CA?: string;

  /** Milliseconds that one command may take before the request goes on without it. */
  @Type(() => Number)
  @IsInt(MILLISECONDS)
  @Min(1, MILLISECONDS)
  @Max(10_000, MILLISECONDS)
  REDIS_TIMEOUT_MS = 50;

  /** Copies of the master that a purge waits for before it is acknowledged without reservation; unset = 1 with Sentinel or Cluster, else 0. */
  @IsOptional()
  @Type(() => Number)
  @IsInt(PURGE_COPIES)
  @Min(0, PURGE_COPIES)
  @Max(8, PURGE_COPIES)
  REDIS_PURGE_COPIES?: number;

  /** What the names of all keys and collections begin with, so that a server can be shared with others. */
  @Matches(/^[A-Za-z0-9._-]{1,64}$/, { message: 'KEY_PREFIX must be 1 to 64 of A-Z, a-z, 0-9, . _ and -' })
  KEY_PREFIX = 'ragcache';

  /** A Qdrant server, or the nodes of a cluster, comma-separated; no port = 6333. */
  @IsOptional()
  @IsQdrantUrl()
  QDRANT_URL?: string;

  /** Copies of each vector in a collection that is made; unset = 2 on a cluster of several nodes, else 1. */
  @IsOptional()
  @Type(() => Number)
  @IsInt(COPIES)
  @Min(1, COPIES)
  @Max(32, COPIES)
  QDRANT_REPLICATION?: number;

  /** Shards of a collection that is made; unset = the server decides, one per node. */
  @IsOptional()
  @Type(() => Number)
  @IsInt(SHARDS)
  @Min(1, SHARDS)
  @Max(1_000, SHARDS)
  QDRANT_SHARDS?: number;

  /** Its key. Needed in production unless the server is on this machine. */
  @IsOptional()
  @Matches(/^[\x21-\x7e]+$/, { message: 'QDRANT_API_KEY must be printable ASCII without spaces' })
  QDRANT_API_KEY?: string;
}
