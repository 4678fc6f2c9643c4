import { RagCacheError, type FieldError } from '@app/core';

/** The most fields that the detail names. `errors` lists all of them. */
const MAX_NAMED = 5;

/** The error for a request that violates its contract. */
export function refusal(errors: readonly FieldError[]): RagCacheError {
  const fields = errors.slice(0, MAX_NAMED).map(({ path }) => path || 'body');
  if (errors.length > MAX_NAMED) fields.push('and more');
  const detail = `The request can't be understood. See errors for: ${fields.join(', ')}.`;
  return new RagCacheError('validation_failed', detail, { errors });
}
