/** Routes, per method, that compute an answer from the request alone. They create nothing, and name and list nothing. */
const COMPUTATIONS: Readonly<Record<string, readonly string[]>> = {
  POST: [
    ...['embeddings', 'moderations', 'completions', 'rerank', 'messages/count_tokens'],
    ...['audio/speech', 'audio/transcriptions', 'audio/translations'],
    ...['images/generations', 'images/edits', 'images/variations'],
  ],
  GET: ['models', 'models/*'],
  HEAD: ['models', 'models/*'],
};

/**
 * Whether a route is safe for tenants that share one account of a provider. Files, batches, stored responses and the like belong to
 * the account, so a tenant could read or delete those of another one.
 */
export function isComputation(method: string, segments: readonly string[]): boolean {
  return (COMPUTATIONS[method] ?? []).some((route) => {
    const names = route.split('/');
    return (
      names.length === segments.length && names.every((name, at) => name === '*' || name === segments[at])
    );
  });
}
