import { isInForce, type KeyRecord } from '@app/access';
import Table from 'cli-table3';

const HEAD = ['id', 'tenant', 'scopes', 'created', 'expires', 'state'];

/** A table of all keys, for people. */
export function keysTable(records: readonly KeyRecord[], now: number): string {
  if (records.length === 0) return 'There are no stored keys.';
  const table = new Table({ head: HEAD, style: { head: [], border: [] } });
  table.push(...records.map((record) => rowOf(record, now)));
  return table.toString();
}

function rowOf(record: KeyRecord, now: number): string[] {
  const { id, tenant, scopes, createdAt, expiresAt } = record;
  return [id, tenant, scopes.join(' '), timeText(createdAt), timeText(expiresAt), stateOf(record, now)];
}

function stateOf(record: KeyRecord, now: number): string {
  if (record.revokedAt !== undefined) return `revoked ${timeText(record.revokedAt)}`;
  return isInForce(record, now) ? 'in force' : 'expired';
}

function timeText(time: number | undefined): string {
  return time === undefined ? 'never' : new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
