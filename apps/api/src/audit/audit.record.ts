import { canonicalJson, sha256 } from '@app/core';

/** What was done, or tried, with memory or keys; a closed list. */
export type AuditedAction = 'purge' | 'entry.delete' | 'key.create' | 'key.revoke' | 'access.denied';

/** Who did what to what, with which result. Texts of callers are in it as digests only. */
export interface AuditedEvent {
  readonly action: AuditedAction;
  readonly tenant: string;
  /** Id of the API key, never the key. */
  readonly by: string;
  readonly target: Readonly<Record<string, unknown>>;
  readonly result: Readonly<Record<string, unknown>>;
  readonly requestId: string;
}

/** A line of the audit log. Each carries the hash of the one before it, so that none can be altered or left out unnoticed. */
export interface AuditRecord extends Omit<AuditedEvent, 'requestId'> {
  /** A ULID: the receipt of whoever asked for it. */
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly request_id: string;
  readonly previous: string;
  readonly hash: string;
}

/** What the first record of a log follows. */
export const BEGINNING = '0'.repeat(64);

export function recordOf(
  { requestId, ...event }: AuditedEvent,
  facts: Pick<AuditRecord, 'id' | 'at' | 'previous'>,
): AuditRecord {
  const record = { ...facts, ...event, request_id: requestId };
  return { ...record, hash: hashOf(record) };
}

/** Over all members but `hash` itself. */
export function hashOf({ hash: _, ...record }: Partial<AuditRecord>): string {
  return sha256(canonicalJson(record));
}

/** `undefined` when the line is no record. */
export function readRecord(line: string): AuditRecord | undefined {
  try {
    return JSON.parse(line) as AuditRecord;
  } catch {
    return undefined;
  }
}
