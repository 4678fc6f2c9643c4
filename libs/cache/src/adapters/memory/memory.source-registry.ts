import type { Clock, Source } from '@app/core';
import {
  SourceRegistry,
  type Place,
  type PurgeFact,
  type PurgeFilter,
  type PurgeKnowledge,
  type PurgeProgress,
  type RegistryChange,
  type RegistryState,
} from '../../ports/source-registry.port.js';
import { isWholeWall, MOST_PURGES } from '../purge-log.js';

interface Noted {
  readonly fact: PurgeFact;
  progress: PurgeProgress;
}

interface Numbers {
  readonly born: number;
  epoch: number;
  seq: number;
  floor: number;
  revision: number;
  order: number;
  readonly namespaces: Map<string, number>;
  readonly purges: Map<number, Noted>;
}

interface Announced {
  born: number;
  seq: number;
  readonly versions: Map<string, string>;
}

const NOT_YET: PurgeProgress = { found: 0, isDone: false };

/** Purges, epochs and source versions in this process alone: when it ends all older entries are dead. */
export class MemorySourceRegistry extends SourceRegistry {
  private readonly tenants = new Map<string, Numbers>();
  private readonly sources = new Map<string, Announced>();

  constructor(private readonly clock: Clock) {
    super();
  }

  async read(place: Place): Promise<RegistryState> {
    const { born, epoch, seq, floor, revision, namespaces } = this.at(place.tenant);
    const sources = this.sources.get(nameOf(place));
    return {
      epochs: { tenant: epoch, namespace: namespaces.get(place.namespace) ?? 0 },
      purges: { seq, floor, revision },
      born,
      sourcesSeq: sources?.seq ?? 0,
      sourcesBorn: sources?.born ?? born,
    };
  }

  async order(tenant: string): Promise<number> {
    const numbers = this.at(tenant);
    return (numbers.order = this.after(numbers.order));
  }

  async purge(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact> {
    const numbers = this.at(tenant);
    numbers.seq = this.after(numbers.seq);
    const fact = { number: numbers.seq, at: this.clock.now(), by, named };
    this.note(numbers, fact);
    const [oldest] = numbers.purges.keys();
    if (numbers.purges.size > MOST_PURGES) await this.trim(tenant, oldest! + 1);
    return fact;
  }

  async isCopied(): Promise<boolean> {
    return true;
  }

  async purgesAfter(tenant: string, number: number, limit: number): Promise<PurgeFact[]> {
    const facts = [...this.at(tenant).purges.values()].map(({ fact }) => fact);
    return facts
      .filter((fact) => fact.number > number)
      .sort((one, other) => one.number - other.number)
      .slice(0, limit);
  }

  async findPurge(tenant: string, number: number): Promise<(PurgeFact & PurgeProgress) | undefined> {
    const noted = this.at(tenant).purges.get(number);
    return noted && { ...noted.fact, ...noted.progress };
  }

  async noteProgress(tenant: string, number: number, progress: PurgeProgress): Promise<void> {
    const noted = this.at(tenant).purges.get(number);
    if (noted) noted.progress = progress;
  }

  /** What this process has not done goes with it. */
  async unfinished(): Promise<readonly RegistryChange[]> {
    return [];
  }

  async trim(tenant: string, below: number): Promise<void> {
    const numbers = this.at(tenant);
    for (const number of numbers.purges.keys()) {
      if (number >= below) continue;
      numbers.purges.delete(number);
      numbers.floor = Math.max(numbers.floor, number);
    }
    for (const [namespace, epoch] of numbers.namespaces)
      if (epoch < below) numbers.namespaces.delete(namespace);
  }

  async restore(tenant: string, { epoch, seq, floor, facts }: PurgeKnowledge): Promise<void> {
    const numbers = this.at(tenant);
    for (const fact of facts) if (!numbers.purges.has(fact.number)) this.note(numbers, fact);
    numbers.epoch = Math.max(numbers.epoch, epoch);
    numbers.seq = Math.max(numbers.seq, seq);
    numbers.floor = Math.max(numbers.floor, floor);
    numbers.revision++;
  }

  async announce(place: Place, sources: readonly Required<Source>[]): Promise<void> {
    const announced = this.announced(place);
    sources.forEach(({ id, version }) => announced.versions.set(id, version));
    announced.seq = this.after(announced.seq);
  }

  async versions(place: Place, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const known = this.sources.get(nameOf(place))?.versions;
    return new Map(ids.flatMap((id) => (known?.has(id) ? [[id, known.get(id)!] as const] : [])));
  }

  async restoreSources(place: Place, seq: number): Promise<void> {
    if (seq === 0) return;
    const announced = this.announced(place);
    announced.seq = Math.max(announced.seq, seq);
    announced.born = this.clock.now();
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}

  private note(numbers: Numbers, fact: PurgeFact): void {
    numbers.purges.set(fact.number, { fact, progress: NOT_YET });
    if (!isWholeWall(fact.named)) return;
    const { namespace } = fact.named;
    if (namespace === undefined) numbers.epoch = Math.max(numbers.epoch, fact.number);
    else numbers.namespaces.set(namespace, Math.max(numbers.namespaces.get(namespace) ?? 0, fact.number));
  }

  private after(old: number): number {
    return Math.max(this.clock.now(), old + 1);
  }

  private at(tenant: string): Numbers {
    const known = this.tenants.get(tenant);
    if (known) return known;
    const now = this.clock.now();
    const numbers = {
      ...{ born: now, epoch: now, seq: now, floor: 0, revision: 0, order: 0 },
      ...{ namespaces: new Map<string, number>(), purges: new Map<number, Noted>() },
    };
    this.tenants.set(tenant, numbers);
    return numbers;
  }

  private announced(place: Place): Announced {
    const { born } = this.at(place.tenant);
    const announced = this.sources.get(nameOf(place)) ?? { born, seq: 0, versions: new Map() };
    this.sources.set(nameOf(place), announced);
    return announced;
  }
}

function nameOf({ tenant, namespace }: Place): string {
  return JSON.stringify([tenant, namespace]);
}
