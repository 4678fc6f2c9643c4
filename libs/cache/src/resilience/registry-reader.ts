import type { Place, RegistryState, SourceRegistry } from '../ports/source-registry.port.js';
import type { FailOpen } from './fail-open.js';

/** Reads a place's numbers. `undefined` = they can't be known now: the request is a miss and writes nothing. */
export class RegistryReader {
  constructor(
    private readonly registry: SourceRegistry,
    private readonly failOpen: FailOpen,
  ) {}

  read(place: Place): Promise<RegistryState | undefined> {
    return this.failOpen.run<RegistryState | undefined>('read', () => this.registry.read(place), undefined);
  }
}
