import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { QdrantEnv } from './qdrant.env.js';
import { IsHostAndPort, IsRedisUrl, IsServerName } from './remote-stores.decorators.js';

export const TLS_MODES = ['auto', 'on', 'off'] as const;
type TlsMode = (typeof TLS_MODES)[number];

const MILLISECONDS = { message: '$property must be a whole number from 1 to 10000' };
const PURGE_COPIES = { message: '$property must be a whole number from 0 to 8' };
const HOSTS = {
  each: true,
  message: '$property must list host:port, comma-separated, with ports from 1 to 65535',
};
const MODES = { message: `$property must be one of: ${TLS_MODES.join(', ')}` };
const USER = { message: '$property must be a name without spaces' };

/** Settings for stores on other machines. */
export class RemoteStoresEnv extends QdrantEnv {
  /** Address of one Redis server; `rediss:` for TLS. User and password may stand in it, or in variables of their own. */
  @IsOptional()
  @Matches(/^rediss?:\/\/\S+$/, { message: 'REDIS_URL must start with redis:// or rediss://' })
  @IsRedisUrl()
  REDIS_URL?: string;

  /** Sentinels that know the master called `REDIS_SENTINEL_NAME`. */
  @IsArray()
  @IsHostAndPort(HOSTS)
  REDIS_SENTINELS: string[] = [];

  /** Name that the sentinels use for the master. */
  @Matches(/^[A-Za-z0-9._-]+$/, { message: '$property must be one name of A-Z, a-z, 0-9, . _ and -' })
  REDIS_SENTINEL_NAME = 'mymaster';

  /** User on the sentinels; unset = their default user. */
  @IsOptional()
  @Matches(/^\S+$/, USER)
  REDIS_SENTINEL_USERNAME?: string;

  /** Password of the sentinels; unset = none. `REDIS_PASSWORD` is never sent to them. */
  @IsOptional()
  @IsString()
  REDIS_SENTINEL_PASSWORD?: string;

  /** Whether connections to sentinels are encrypted. `auto`: as for Redis. With TLS and no sentinel password, `auto` falls back to plain text if no sentinel speaks TLS. */
  @IsIn(TLS_MODES, MODES)
  REDIS_SENTINEL_TLS: TlsMode = 'auto';

  /** Some nodes of a Redis cluster; they name the others. */
  @IsArray()
  @IsHostAndPort(HOSTS)
  REDIS_CLUSTER_NODES: string[] = [];

  /** User on Redis; unset = its default user. */
  @IsOptional()
  @Matches(/^\S+$/, USER)
  REDIS_USERNAME?: string;

  /** Password of the Redis user. Needed in production unless the server is on this machine. */
  @IsOptional()
  @IsString()
  REDIS_PASSWORD?: string;

  /** Whether connections to Redis are encrypted. `auto`: with `rediss:` in `REDIS_URL`, or with any `REDIS_TLS_…` set. */
  @IsIn(TLS_MODES, MODES)
  REDIS_TLS: TlsMode = 'auto';

  /** PEM file with the authority that signed the servers' certificates; unset = the authorities that this system trusts. */
  @IsOptional()
  @IsString()
  REDIS_TLS_CA?: string;

  /** PEM file with this client's certificate, for servers that ask for one. Needs `REDIS_TLS_KEY`. */
  @IsOptional()
  @IsString()
  REDIS_TLS_CERT?: string;

  /** PEM file with the private key of that certificate, without a passphrase. */
  @IsOptional()
  @IsString()
  REDIS_TLS_KEY?: string;

  /** Name in every server's certificate; unset = the address of the server. */
  @IsOptional()
  @IsServerName({ message: '$property must be a host name' })
  REDIS_TLS_SERVERNAME?: string;

  /** Milliseconds that one command may take. After that the request goes on without its result. */
  @Type(() => Number)
  @IsInt(MILLISECONDS)
  @Min(1, MILLISECONDS)
  @Max(10_000, MILLISECONDS)
  REDIS_TIMEOUT_MS = 50;

  /** Copies of the master that have to confirm a purge; with fewer the answer is 202 and a warning. Unset = 1 with Sentinel or Cluster, else 0. */
  @IsOptional()
  @Type(() => Number)
  @IsInt(PURGE_COPIES)
  @Min(0, PURGE_COPIES)
  @Max(8, PURGE_COPIES)
  REDIS_PURGE_COPIES?: number;

  /** Prefix of all keys and collections, so that other programs can share the server. */
  @Matches(/^[A-Za-z0-9._-]{1,64}$/, { message: 'KEY_PREFIX must be 1 to 64 of A-Z, a-z, 0-9, . _ and -' })
  KEY_PREFIX = 'ragcache';
}
