import type { PurgeReceipt } from '@app/cache';
import { shortDigest } from '@app/core';
import type { FastifyRequest } from 'fastify';
import { principalOf } from '../request/principal-of.js';
import type { AuditedEvent } from './audit.record.js';

/** The caller in an audit record. */
export type Actor = Pick<AuditedEvent, 'tenant' | 'by' | 'requestId'>;

export function actorOf(request: FastifyRequest): Actor {
  const { tenant, keyId } = principalOf(request);
  return { tenant, by: keyId, requestId: request.id };
}

/** The members that a caller named, with digests in place of texts: two equal texts can be recognised, and none can be read. */
export function redactedTarget(named: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = Object.entries(named).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, redacted(value)]));
}

function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  return typeof value === 'string' ? shortDigest(value) : value;
}

/** The result of a purge, with the members that its receipt has. */
export function purgeResult({ number, at, found, isDone }: PurgeReceipt): Record<string, unknown> {
  return { number, at: new Date(at).toISOString(), purged: found, done: isDone };
}
