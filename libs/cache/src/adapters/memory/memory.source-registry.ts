import type { Clock, Source } from '@app/core';
import {
  SourceRegistry,
  type Place,
  type RegistryState,
  type Wall,
} from '../../ports/source-registry.port.js';

interface Numbers {
  epoch: number;
  purgeSeq: number;
  sourcesSeq: number;
  readonly born: number;
}

/** Epochs and source versions in this process alone: when it ends all older entries are dead. */
export class MemorySourceRegistry extends SourceRegistry {
  private readonly numbers = new Map<string, Numbers>();
  private readonly sources = new Map<string, Map<string, string>>();

  constructor(private readonly clock: Clock) {
    super();
  }

  async read({ tenant, namespace }: Place): Promise<RegistryState> {
    const [whole, part] = [this.at({ tenant }), this.at({ tenant, namespace })];
    return {
      epochs: { tenant: whole.epoch, namespace: part.epoch },
      purgeSeq: { tenant: whole.purgeSeq, namespace: part.purgeSeq },
      sourcesSeq: part.sourcesSeq,
      sourcesBorn: part.born,
    };
  }

  async raiseEpoch(wall: Wall): Promise<number> {
    return this.raise(wall, 'epoch');
  }

  async raisePurgeSeq(wall: Wall): Promise<number> {
    return this.raise(wall, 'purgeSeq');
  }

  async announce(place: Place, sources: readonly Required<Source>[]): Promise<void> {
    const versions = this.sources.get(nameOf(place)) ?? new Map<string, string>();
    sources.forEach(({ id, version }) => versions.set(id, version));
    this.sources.set(nameOf(place), versions);
    this.raise(place, 'sourcesSeq');
  }

  async versions(place: Place, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const known = this.sources.get(nameOf(place));
    return new Map(ids.flatMap((id) => (known?.has(id) ? [[id, known.get(id)!] as const] : [])));
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}

  private raise(wall: Wall, name: 'epoch' | 'purgeSeq' | 'sourcesSeq'): number {
    const numbers = this.at(wall);
    numbers[name] = Math.max(this.clock.now(), numbers[name] + 1);
    return numbers[name];
  }

  private at(wall: Wall): Numbers {
    const now = this.clock.now();
    const numbers = this.numbers.get(nameOf(wall)) ?? {
      epoch: now,
      purgeSeq: now,
      sourcesSeq: now,
      born: now,
    };
    this.numbers.set(nameOf(wall), numbers);
    return numbers;
  }
}

function nameOf({ tenant, namespace }: Wall): string {
  return JSON.stringify([tenant, namespace ?? null]);
}
