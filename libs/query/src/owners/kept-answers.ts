import type { Answer, Clock } from '@app/core';
import { isObject, objectsIn, type JsonObject } from '@app/llm';
import type { ResolvedDropIn } from '../drop-in/drop-in.types.js';
import { keptUntil } from './kept-until.js';
import type { KnownOwners } from './known-owners.js';

/** Notes whose answers a provider keeps, so that their tenant can come back to them. */
export class KeptAnswers {
  constructor(
    private readonly owners: KnownOwners,
    private readonly clock: Clock,
    private readonly keepDays: number,
  ) {}

  /** Known to this process at once, and to others soon after. */
  note({ raw }: Answer, { wire, ask, provider }: ResolvedDropIn): void {
    const isKept = wire?.isKept ?? wire?.profile['store'] === true;
    if (!isObject(raw)) return;
    const ids = [...(isKept ? keptIn(raw) : []), ...madeFor(raw)];
    const keepUntil = keptUntil(this.clock.now(), this.keepDays);
    const claims = ids
      .filter((id): id is string => typeof id === 'string')
      .map((id) => ({ upstream: provider, id, tenant: ask.tenant, keepUntil }));
    void this.owners.claim(claims);
  }
}

/** The answer and its items. */
function keptIn(raw: JsonObject): unknown[] {
  return [raw, ...objectsIn(raw['output'])].map(({ id }) => id);
}

/** What the provider's own tools made for it. Only places that no caller and no tool of a caller writes to are read. */
function madeFor(raw: JsonObject): unknown[] {
  const items = objectsIn(raw['output']);
  const runs = items.filter(({ type }) => type === 'code_interpreter_call');
  const texts = items.filter(({ type }) => type === 'message').flatMap(({ content }) => objectsIn(content));
  const cited = texts
    .flatMap(({ annotations }) => objectsIn(annotations))
    .filter(({ type }) => type === 'container_file_citation');
  return [
    ...runs.map(({ container_id: id }) => id),
    ...cited.flatMap(({ container_id: container, file_id: file }) => [container, file]),
    isObject(raw['container']) ? raw['container']['id'] : undefined,
  ];
}
