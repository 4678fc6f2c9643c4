import type { PurgeFilter } from '../../ports/purge-log.port.js';
import type { NamespaceRef } from '../../ports/source-registry.port.js';
import { isWholeTarget } from '../purge-log.js';
import type { RedisServer } from './redis.server.js';

/** The keys of a tenant stand in one slot of a cluster, so that one script may touch them all. None has a lifetime. */
export class RedisRegistryKeys {
  constructor(private readonly redis: RedisServer) {}

  /** The numbers of a tenant and of its namespaces, as fields. */
  numbers(tenant: string): string {
    return this.redis.key('registry', `{${tenant}}`);
  }

  /** Its purges, by number. */
  purges(tenant: string): string {
    return this.redis.key('purges', `{${tenant}}`);
  }

  /** How far house-keeping has come behind each. */
  progress(tenant: string): string {
    return this.redis.key('purged', `{${tenant}}`);
  }

  sources({ tenant, namespace }: NamespaceRef): string {
    return this.redis.key('sources', `{${tenant}}`, namespace);
  }

  /** Servers of which it was said that all gave back to them what they know. */
  confirmed(): string {
    return this.redis.key('confirmed');
  }

  /** Which processes know the servers that hold the registry now. */
  roll(): string {
    return this.redis.key('roll');
  }

  /** What was purged lately, in all tenants. */
  journal(): string {
    return this.redis.key('journal');
  }
}

/** Fields of a tenant's numbers that belong to one of its namespaces. */
export const namespaceEpoch = (namespace: string) => `ns:${namespace}`;
export const sourcesSeq = (namespace: string) => `seq:${namespace}`;
export const sourcesBorn = (namespace: string) => `born:${namespace}`;

/** The field of the epoch that the purge raises: of the tenant, or of a namespace. Empty when it names less. */
export function wallField(named: PurgeFilter): string {
  if (!isWholeTarget(named)) return '';
  return named.namespace === undefined ? 'epoch' : namespaceEpoch(named.namespace);
}
