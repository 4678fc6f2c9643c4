import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const KEPT = /^[A-Za-z0-9_-]{1,64}$/;

/** The caller's `X-Request-Id` if it has a form that logs can hold, otherwise a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && KEPT.test(given) ? given : randomUUID();
}
