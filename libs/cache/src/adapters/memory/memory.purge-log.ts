import {
  PurgeLog,
  type PurgeChange,
  type PurgeFact,
  type PurgeFilter,
  type PurgeKnowledge,
  type PurgeProgress,
} from '../../ports/purge-log.port.js';
import { MOST_PURGES } from '../purge-log.js';
import { type MemoryTenants, notePurge } from './memory.tenant-numbers.js';

/** Purges in this process alone: when it ends all older entries are dead. */
export class MemoryPurgeLog extends PurgeLog {
  constructor(private readonly tenants: MemoryTenants) {
    super();
  }

  async add(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact> {
    const numbers = this.tenants.at(tenant);
    numbers.seq = this.tenants.next(numbers.seq);
    const fact = { number: numbers.seq, at: this.tenants.clock.now(), by, named };
    notePurge(numbers, fact);
    const [oldest] = numbers.purges.keys();
    if (numbers.purges.size > MOST_PURGES) await this.trim(tenant, oldest! + 1);
    return fact;
  }

  async after(tenant: string, number: number, limit: number): Promise<PurgeFact[]> {
    const facts = [...this.tenants.at(tenant).purges.values()].map(({ fact }) => fact);
    return facts
      .filter((fact) => fact.number > number)
      .sort((one, other) => one.number - other.number)
      .slice(0, limit);
  }

  async find(tenant: string, number: number): Promise<(PurgeFact & PurgeProgress) | undefined> {
    const noted = this.tenants.at(tenant).purges.get(number);
    return noted && { ...noted.fact, ...noted.progress };
  }

  async noteProgress(tenant: string, number: number, { found, isDone }: PurgeProgress): Promise<void> {
    const noted = this.tenants.at(tenant).purges.get(number);
    if (!noted) return;
    const before = noted.progress;
    noted.progress = { found: before.found + found, isDone: before.isDone || isDone };
  }

  /** What this process has not done goes with it. */
  async unfinished(): Promise<readonly PurgeChange[]> {
    return [];
  }

  async trim(tenant: string, below: number): Promise<void> {
    const numbers = this.tenants.at(tenant);
    for (const number of numbers.purges.keys()) {
      if (number >= below) continue;
      numbers.purges.delete(number);
      numbers.floor = Math.max(numbers.floor, number);
    }
    for (const [namespace, epoch] of numbers.namespaces)
      if (epoch < below) numbers.namespaces.delete(namespace);
  }

  async restore(tenant: string, { facts, ...known }: PurgeKnowledge): Promise<void> {
    const numbers = this.tenants.at(tenant);
    const missing = facts.filter(({ number }) => !numbers.purges.has(number));
    for (const fact of missing) notePurge(numbers, fact);
    const isLower = (['epoch', 'seq', 'floor'] as const).some((name) => known[name] > numbers[name]);
    for (const name of ['epoch', 'seq', 'floor', 'order', 'revision'] as const)
      numbers[name] = Math.max(numbers[name], known[name]);
    if (missing.length > 0 || isLower) numbers.revision++;
  }
}
