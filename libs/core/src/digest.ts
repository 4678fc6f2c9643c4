import { hash } from 'node:crypto';

/** SHA-256 of UTF-8 text, 64 lower-case hex digits. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Eight hex digits of the digest, so that a reader of logs can match equal texts without seeing them. */
export function shortDigest(text: string): string {
  return sha256(text).slice(0, 8);
}
