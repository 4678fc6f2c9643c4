import type { CacheKey, CanonicalKey, Entry, EntryId, EntryRecord } from '@app/core';
import { questionDigest } from '../question-digest.js';
import type { EntryFilter } from '../../ports/entry-store.port.js';

/** What the hash of an entry holds besides its body: enough to list, judge and remove it without opening the body. */
export interface EntryFacts extends Pick<
  Entry,
  'key' | 'id' | 'tenant' | 'namespace' | 'model' | 'tags' | 'writer'
> {
  readonly canonicalKey?: CanonicalKey;
  /** Digest of the question. */
  readonly question: string;
  readonly birth: number;
}

const FACTS = [
  'id',
  'tenant',
  'namespace',
  'model',
  'tags',
  'canonical_key',
  'writer',
  'question',
  'birth',
] as const;
export const FACT_FIELDS: readonly string[] = FACTS;

export function fieldsOf({ entry, canonicalKey, body }: EntryRecord): Record<string, string | number> {
  const { id, tenant, namespace, model, tags, keepUntil, createdAt, writer, question, birth } = entry;
  return {
    ...{ body, id, tenant, namespace, model, writer, birth },
    question: questionDigest(question),
    tags: JSON.stringify(tags),
    canonical_key: canonicalKey ?? '',
    keep_until: keepUntil,
    hits: 0,
    accessed_at: createdAt,
  };
}

/** `undefined` = there is no such entry any more. */
export function factsOf(key: CacheKey, values: readonly (string | null)[]): EntryFacts | undefined {
  const [id, tenant, namespace, model, tags, canonicalKey, writer, question, birth] = values;
  if (!id) return undefined;
  return {
    ...{ key, id: id as EntryId, tenant: tenant!, namespace: namespace!, model: model! },
    tags: JSON.parse(tags!) as string[],
    canonicalKey: (canonicalKey || undefined) as CanonicalKey | undefined,
    ...{ writer: writer!, question: question!, birth: Number(birth) },
  };
}

/** Listings only propose: what is removed has to be what the filter names. */
export function fits(facts: EntryFacts, { tags, bornBefore, ...filter }: EntryFilter): boolean {
  const members = Object.entries(filter) as [keyof typeof filter, string | undefined][];
  return (
    (bornBefore === undefined || facts.birth < bornBefore) &&
    members.every(([name, value]) => value === undefined || facts[name] === value) &&
    (tags === undefined || tags.some((tag) => facts.tags.includes(tag)))
  );
}
