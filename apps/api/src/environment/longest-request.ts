import type { Environment } from './environment.js';

/** Milliseconds that the slowest request may take, whichever route it asks. */
export function longestRequestMs({
  REQUEST_TIMEOUT_MS,
  DROP_IN_TIMEOUT_MS,
}: Pick<Environment, 'REQUEST_TIMEOUT_MS' | 'DROP_IN_TIMEOUT_MS'>): number {
  return Math.max(REQUEST_TIMEOUT_MS, DROP_IN_TIMEOUT_MS);
}
