import type { ProviderName } from '@app/core';
import { isObject, type JsonObject, type ModelRoutes, type ReachableUpstream } from '@app/llm';

/** The provider's own answer, or the lists of several upstreams in one. */
export interface ModelsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What one upstream said when it was asked for its models. */
export interface ListedModels {
  readonly upstream: ReachableUpstream;
  readonly answer?: ModelsAnswer;
  /** Why there is no answer. */
  readonly error?: unknown;
}

interface Asked {
  readonly routes: ModelRoutes;
  readonly tenant: string;
}

/**
 * The lists of several upstreams in one, in the format of the caller. Each model has the name by which this caller reaches it. Models
 * that UPSTREAMS_FILE names are listed even if their upstream is silent. When no upstream lists anything, the answer or the error of the
 * first one stands for all.
 */
export function mergedModels(kind: ProviderName, lists: readonly ListedModels[], asked: Asked): ModelsAnswer {
  const models = new Map(lists.flatMap((list) => modelsOf(kind, list, asked)));
  const failed = lists.every(({ answer }) => answer?.status !== 200);
  if (models.size === 0 && failed) return firstOf(lists);
  const body = Buffer.from(JSON.stringify(LISTS[kind]([...models.values()])));
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

const LISTS: Readonly<Record<ProviderName, (data: readonly JsonObject[]) => JsonObject>> = {
  openai: (data) => ({ object: 'list', data }),
  anthropic: (data) => ({
    data,
    ...{ has_more: false, first_id: data[0]?.['id'] ?? null, last_id: data.at(-1)?.['id'] ?? null },
  }),
};

/** A model that only UPSTREAMS_FILE knows; when it was made is unknown. */
const ENTRIES: Readonly<Record<ProviderName, (id: string, owner: string) => JsonObject>> = {
  openai: (id, owner) => ({ id, object: 'model', created: 0, owned_by: owner }),
  anthropic: (id) => ({ type: 'model', id, display_name: id, created_at: new Date(0).toISOString() }),
};

function modelsOf(
  kind: ProviderName,
  { upstream, answer }: ListedModels,
  { routes, tenant }: Asked,
): [string, JsonObject][] {
  const listed = answer?.status === 200 ? entriesIn(answer.body) : [];
  const ids = new Set(listed.map(({ id }) => id));
  const silent = routes.namesOf(upstream).filter((id) => !ids.has(id));
  const all = [...listed, ...silent.map((id) => ENTRIES[kind](id, upstream.name))];
  return all.flatMap((model) => {
    const name = routes.callersName(upstream, String(model['id']), tenant);
    return name === undefined ? [] : [[name, { ...model, id: name }] as [string, JsonObject]];
  });
}

function entriesIn(body: Buffer): readonly JsonObject[] {
  const list = parsed(body.toString('utf8'));
  const data = isObject(list) ? list['data'] : undefined;
  return Array.isArray(data) ? data.filter(isObject).filter(({ id }) => typeof id === 'string') : [];
}

function firstOf(lists: readonly ListedModels[]): ModelsAnswer {
  const answer = lists.find((list) => list.answer)?.answer;
  if (answer) return answer;
  throw lists[0]!.error;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
