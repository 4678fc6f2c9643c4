import { RagCacheError, type FieldError } from '@app/core';

/** Fields that the detail names; `errors` has them all. */
const MOST_NAMED = 5;

/** What a request is told that doesn't keep its contract. */
export function refusal(errors: readonly FieldError[]): RagCacheError {
  const fields = errors.slice(0, MOST_NAMED).map(({ path }) => path || 'body');
  if (errors.length > MOST_NAMED) fields.push('and more');
  const detail = `The request can't be understood. See errors for: ${fields.join(', ')}.`;
  return new RagCacheError('validation_failed', detail, { errors });
}
