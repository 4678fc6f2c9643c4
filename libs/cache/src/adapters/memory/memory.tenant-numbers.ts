import type { Clock } from '@app/core';
import type { PurgeFact, PurgeProgress } from '../../ports/purge-log.port.js';
import { isWholeTarget } from '../purge-log.js';

export interface NotedPurge {
  readonly fact: PurgeFact;
  progress: PurgeProgress;
}

/** The numbers of a tenant. */
export interface TenantNumbers {
  readonly born: number;
  epoch: number;
  seq: number;
  floor: number;
  revision: number;
  order: number;
  /** Epochs of namespaces that were purged whole. */
  readonly namespaces: Map<string, number>;
  readonly purges: Map<number, NotedPurge>;
}

/** The numbers of all tenants, made when first asked for. */
export class MemoryTenants {
  private readonly tenants = new Map<string, TenantNumbers>();

  constructor(readonly clock: Clock) {}

  at(tenant: string): TenantNumbers {
    const known = this.tenants.get(tenant);
    if (known) return known;
    const now = this.clock.now();
    const numbers = {
      ...{ born: now, epoch: now, seq: now, floor: 0, revision: 0, order: 0 },
      ...{ namespaces: new Map<string, number>(), purges: new Map<number, NotedPurge>() },
    };
    this.tenants.set(tenant, numbers);
    return numbers;
  }

  /** A number that is larger than the old one. */
  next(old: number): number {
    return Math.max(this.clock.now(), old + 1);
  }
}

export function notePurge(numbers: TenantNumbers, fact: PurgeFact): void {
  if (numbers.purges.has(fact.number)) return;
  numbers.purges.set(fact.number, { fact, progress: { found: 0, isDone: false } });
  if (!isWholeTarget(fact.named)) return;
  const { namespace } = fact.named;
  if (namespace === undefined) numbers.epoch = Math.max(numbers.epoch, fact.number);
  else numbers.namespaces.set(namespace, Math.max(numbers.namespaces.get(namespace) ?? 0, fact.number));
}
