import { chosenStores } from '@app/cache';
import { dimensionOf } from '@app/embedding';
import type { Environment } from './environment.js';

const GIBIBYTE = 1_073_741_824;
const BYTES_PER_NUMBER = 4;

/**
 * Warns of a large embedded index: each process holds every vector in memory, and compares a question with all vectors of its
 * scope.
 */
export function vectorWarnings(environment: Environment): string[] {
  const { VECTOR_INDEX, SEMANTIC_MODE, MAX_ENTRIES, API_WORKERS } = environment;
  if (chosenStores(environment).VECTOR_INDEX.server || SEMANTIC_MODE === 'off') return [];
  const bytes = MAX_ENTRIES * dimensionOf(environment) * BYTES_PER_NUMBER;
  if (bytes <= GIBIBYTE) return [];
  const size = `${(bytes / GIBIBYTE).toFixed(1)} GiB`;
  const each = API_WORKERS > 1 ? `each of the ${API_WORKERS} workers` : 'the process';
  return [
    `MAX_ENTRIES=${MAX_ENTRIES} with VECTOR_INDEX=${VECTOR_INDEX}: the vectors of so many entries take ${size} of memory in ${each}, and a search through them holds up requests. Use VECTOR_INDEX=qdrant, or a lower MAX_ENTRIES.`,
  ];
}
