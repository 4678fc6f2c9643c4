import type { RegistryState } from '../../ports/source-registry.port.js';
import { namespaceEpoch, sourcesBorn, sourcesSeq } from './redis.registry-keys.js';

const TENANT = ['epoch', 'seq', 'floor', 'revision', 'born'] as const;

/** Fields of a tenant's numbers that tell the state of one of its namespaces. */
export function stateFields(namespace: string): string[] {
  return [...TENANT, namespaceEpoch(namespace), sourcesSeq(namespace), sourcesBorn(namespace)];
}

/** In the order of the fields. */
export function stateOf(found: readonly (string | null)[]): RegistryState {
  const [epoch, seq, floor, revision, born, part, sources, begun] = found.map((field) => Number(field ?? 0));
  if (!epoch || !seq || !born) throw new Error('A number of the registry vanished while it was read.');
  return {
    epochs: { tenant: epoch, namespace: part! },
    purges: { seq, floor: floor!, revision: revision! },
    born,
    sourcesSeq: sources!,
    sourcesBorn: begun! || born,
  };
}
