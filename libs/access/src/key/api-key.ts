import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { base62 } from './base62.js';

/** The parts of a stored key. The id is public, the secret belongs to the owner alone. */
export interface ApiKey {
  readonly id: string;
  readonly secret: string;
}

const ID = { bytes: 12, digits: 17 };
const SECRET = { bytes: 32, digits: 43 };
const CHECKSUM_DIGITS = 6;

export const KEY_ID = new RegExp(`^[0-9A-Za-z]{${ID.digits}}$`);
const KEY = new RegExp(
  `^rc_([0-9A-Za-z]{${ID.digits}})_([0-9A-Za-z]{${SECRET.digits}})([0-9A-Za-z]{${CHECKSUM_DIGITS}})$`,
);

/** A new random key: 96 bits of id, 256 bits of secret. */
export function newApiKey(): ApiKey {
  return {
    id: base62(randomBytes(ID.bytes), ID.digits),
    secret: base62(randomBytes(SECRET.bytes), SECRET.digits),
  };
}

/** `rc_<id>_<secret><checksum>`. */
export function formatKey({ id, secret }: ApiKey): string {
  const body = `rc_${id}_${secret}`;
  return body + checksumOf(body);
}

/** Returns undefined for text that is not a stored key. The checksum finds typos without a look-up, and helps scanners for leaked keys. */
export function parseKey(text: string): ApiKey | undefined {
  const [, id, secret, checksum] = KEY.exec(text) ?? [];
  if (!id || !secret || checksumOf(text.slice(0, -CHECKSUM_DIGITS)) !== checksum) return undefined;
  return { id, secret };
}

/** Whether the text has the form of a stored key. The key need not exist. */
export function isStoredKey(text: string): boolean {
  return parseKey(text) !== undefined;
}

/** CRC-32, against accidents. It is no protection against attackers. */
function checksumOf(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return base62(bytes, CHECKSUM_DIGITS);
}
