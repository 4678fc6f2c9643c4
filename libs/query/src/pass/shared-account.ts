/** What a route does with the account of a provider. */
export type AccountUse =
  /** It computes an answer from the request alone: it creates nothing, and lists nothing. */
  | { readonly kind: 'computes' }
  | { readonly kind: 'makes' }
  | { readonly kind: 'lists' }
  /** It concerns one thing, or something inside it. `describes`: the answer is a description of the thing. */
  | { readonly kind: 'concerns'; readonly id: string; readonly describes: boolean }
  /** Not known. */
  | { readonly kind: 'unknown' };

/** Routes, per method, that compute. */
const COMPUTATIONS: Readonly<Record<string, readonly string[]>> = {
  POST: [
    ...['embeddings', 'moderations', 'completions', 'rerank'],
    ...['audio/speech', 'audio/transcriptions', 'audio/translations'],
    ...['images/generations', 'images/edits', 'images/variations'],
    'responses/compact',
  ],
  GET: ['models', 'models/*'],
  HEAD: ['models', 'models/*'],
};

/**
 * Routes with what an account holds. A route behind one names a thing first. Evals are not among them: a run may read all answers that
 * the account keeps, whoever made them.
 */
const COLLECTIONS = [
  ...['files', 'uploads', 'batches', 'responses', 'conversations', 'vector_stores', 'containers'],
  // Two make a thing and its first run in one step.
  ...['threads/runs', 'videos/edits', 'videos/extensions'],
  ...['assistants', 'threads', 'videos', 'skills'],
  ...['fine_tuning/jobs', 'chat/completions', 'messages/batches'],
].map((route) => route.split('/'));

/** Routes that take a form. On others a form could name things that are not looked for in it. */
const FORMS: ReadonlySet<string> = new Set(['files', 'uploads', 'uploads/*/parts', 'skills']);

/** They are answered with the thing itself. Anything else behind an id may be what a tenant put there. */
const ACTIONS: ReadonlySet<string> = new Set(['cancel', 'complete']);

/** @param segments of the path below `/v1`. */
export function accountUse(method: string, segments: readonly string[]): AccountUse {
  if ((COMPUTATIONS[method] ?? []).some((route) => isSame(route.split('/'), segments)))
    return { kind: 'computes' };
  const collection = COLLECTIONS.find((names) => isSame(names, segments.slice(0, names.length)));
  if (!collection) return { kind: 'unknown' };
  const id = segments[collection.length];
  if (id !== undefined)
    return { kind: 'concerns', id, describes: describes(segments.slice(collection.length + 1)) };
  if (method === 'POST') return { kind: 'makes' };
  return method === 'GET' ? { kind: 'lists' } : { kind: 'unknown' };
}

/** @param inside the segments behind the id. */
function describes([action, ...more]: readonly string[]): boolean {
  return more.length === 0 && (action === undefined || ACTIONS.has(action));
}

/** Whether a body that is no JSON may go to this route of a shared account. */
export function takesForms(segments: readonly string[]): boolean {
  return [...FORMS].some((route) => isSame(route.split('/'), segments));
}

function isSame(names: readonly string[], segments: readonly string[]): boolean {
  return names.length === segments.length && names.every((name, at) => name === '*' || name === segments[at]);
}
