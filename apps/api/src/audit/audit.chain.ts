import { type AuditRecord, BEGINNING, hashOf, readRecord } from './audit.record.js';

/** Whether a log is unchanged. `line` counts from 1. */
export type ChainVerdict =
  | { readonly whole: true; readonly records: number }
  | { readonly whole: false; readonly line: number; readonly why: string };

/**
 * Follows the chain of hashes from the first line to the last. It does not notice a missing end: compare the last hash with a
 * copy of it.
 */
export function verifyChain(text: string): ChainVerdict {
  const lines = text.split('\n').filter((line) => line !== '');
  let previous = BEGINNING;
  for (const [index, line] of lines.entries()) {
    const record = readRecord(line);
    const why = record ? faultOf(record, previous) : 'is no record';
    if (!record || why) return { whole: false, line: index + 1, why: why ?? '' };
    previous = record.hash;
  }
  return { whole: true, records: lines.length };
}

function faultOf(record: AuditRecord, previous: string): string | undefined {
  if (record.previous !== previous) return 'does not follow the line before it';
  return record.hash === hashOf(record) ? undefined : 'was altered';
}
