import { canonicalJson, sha256 } from '@app/core';

/** The audited actions, done or refused. A closed list. */
export type AuditedAction = 'purge' | 'entry.delete' | 'key.create' | 'key.revoke' | 'access.denied';

/** An action, its actor, its target and its result. Texts of callers are stored as digests only. */
export interface AuditedEvent {
  readonly action: AuditedAction;
  readonly tenant: string;
  /** Id of the API key, never the key. */
  readonly by: string;
  readonly target: Readonly<Record<string, unknown>>;
  readonly result: Readonly<Record<string, unknown>>;
  readonly requestId: string;
}

/** A line of the audit log. It contains the hash of the line before, so no line can be changed or removed unnoticed. */
export interface AuditRecord extends Omit<AuditedEvent, 'requestId'> {
  /** A ULID. The caller gets it as the receipt. */
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly request_id: string;
  readonly previous: string;
  readonly hash: string;
}

/** The previous hash of the first record. */
export const BEGINNING = '0'.repeat(64);

export function recordOf(
  { requestId, ...event }: AuditedEvent,
  facts: Pick<AuditRecord, 'id' | 'at' | 'previous'>,
): AuditRecord {
  const record = { ...facts, ...event, request_id: requestId };
  return { ...record, hash: hashOf(record) };
}

/** The hash of all members except `hash`. */
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
