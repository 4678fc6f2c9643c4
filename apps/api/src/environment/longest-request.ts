import type { Environment } from './environment.js';

/** The longest time that a request of any route may take. Milliseconds. */
export function longestRequestMs({
  REQUEST_TIMEOUT_MS,
  DROP_IN_TIMEOUT_MS,
}: Pick<Environment, 'REQUEST_TIMEOUT_MS' | 'DROP_IN_TIMEOUT_MS'>): number {
  return Math.max(REQUEST_TIMEOUT_MS, DROP_IN_TIMEOUT_MS);
}
