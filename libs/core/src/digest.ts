import { hash } from 'node:crypto';

/** SHA-256 of UTF-8 text, 64 lower-case hex digits. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Eight hex digits that let a log reader match equal caller texts without reading them. */
export function shortDigest(text: string): string {
  return sha256(text).slice(0, 8);
}
