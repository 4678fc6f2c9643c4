import type { QdrantLayout } from './qdrant.layout.js';

/** What the server says of a collection that is there. */
export type FoundLayout = Readonly<Partial<Record<keyof QdrantLayout, unknown>>>;

interface Words {
  readonly name: string;
  /** What another value than the wished one means. */
  readonly means: (found: number, wished: number) => string;
  readonly change: (collection: string, wished: number) => string;
}

const ANEW =
  'delete the collection (it is made anew within seconds and fills with new answers) or set another KEY_PREFIX';

const WORDS: Readonly<Record<keyof QdrantLayout, Words>> = {
  replication_factor: {
    name: 'replication factor',
    means: (found, wished) =>
      found < wished
        ? 'It works, but the loss of a node ends hits by meaning.'
        : 'It works, and takes more memory than was wished.',
    change: (collection, wished) =>
      `${ANEW}; or keep the points: PATCH /collections/${collection} with {"params": {"replication_factor": ${wished}}}, then "replicate_shard" or "drop_replica" for each shard at POST /collections/${collection}/cluster; or set QDRANT_REPLICATION to what it has`,
  },
  shard_number: {
    name: 'number of shards',
    means: () => 'It works; only the spread over the nodes is another.',
    change: () => `${ANEW}; or unset QDRANT_SHARDS`,
  },
  write_consistency_factor: {
    name: 'write consistency factor',
    means: () => 'It works, but vectors are not written while too few copies can be reached.',
    change: (collection, wished) =>
      `PATCH /collections/${collection} with {"params": {"write_consistency_factor": ${wished}}}`,
  },
};

/** One sentence of what it has, what is wished and how to change it, for each value that is another than the wished one. */
export function layoutDifferences(collection: string, found: FoundLayout, wished: QdrantLayout): string[] {
  return (Object.keys(WORDS) as (keyof QdrantLayout)[]).flatMap((field) => {
    const [has, wants] = [found[field], wished[field]];
    if (typeof has !== 'number' || wants === undefined || has === wants) return [];
    const { name, means, change } = WORDS[field];
    return `Qdrant: the collection ${collection} has ${name} ${has}; ${wants} is wished. ${means(has, wants)} To change it, ${change(collection, wants)}.`;
  });
}
