import type { Entry, Source } from '@app/core';
import { LRUCache } from 'lru-cache';
import { atMost } from '../registry/at-most.js';
import type { RegistryState, SourceRegistry } from '../ports/source-registry.port.js';

/** How many entries' last verification is remembered. */
const REMEMBERED = 10_000;

/**
 * Whether every source of an entry is still at the version the answer was built from. An entry that was verified at
 * the current `sourcesSeq` needs no further trip.
 */
export class SourceCheck {
  private readonly verifiedAt = new LRUCache<string, number>(atMost(REMEMBERED));

  constructor(private readonly registry: SourceRegistry) {}

  async isCurrent(entry: Entry, state: RegistryState): Promise<boolean> {
    if (entry.sourcesBorn !== state.sourcesBorn) return false;
    if (this.verifiedAt.get(entry.id) === state.sourcesSeq) return true;
    const current = await this.versionsMatch(entry);
    if (current) this.verifiedAt.set(entry.id, state.sourcesSeq);
    return current;
  }

  private async versionsMatch({ tenant, namespace, sources }: Entry): Promise<boolean> {
    const announced = await this.registry.versions(
      { tenant, namespace },
      sources.map(({ id }) => id),
    );
    return sources.every((source) => isAt(source, announced.get(source.id)));
  }
}

/** A source that nobody announced doesn't block; one that was announced has to be at exactly that version. */
function isAt(source: Source, announced: string | undefined): boolean {
  return announced === undefined || source.version === announced;
}
