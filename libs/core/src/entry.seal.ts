import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { isCurrent, type Entry } from './entry.js';
import { entryIn, textOf } from './entry.text.js';

export type UnsealedEntry =
  | { readonly ok: true; readonly entry: Entry }
  | { readonly ok: false; readonly reason: 'schema' | 'integrity' };

const MAC_DIGITS = 64;
const TAIL = /,"mac":"([0-9a-f]{64})"\}$/;
const TAIL_LENGTH = ',"mac":""}'.length + MAC_DIGITS;

/**
 * Encodes entries as versioned JSON text and decodes them. The last member of the text, `mac`, covers every byte before it.
 * With a secret the mac is an HMAC-SHA-256 (key derived by HKDF), so that nobody can forge answers with write access to a store
 * alone. Without a secret it is a plain SHA-256, which only detects damage.
 */
export class EntrySeal {
  private readonly key?: Buffer;

  constructor(secret?: string) {
    if (secret) this.key = Buffer.from(hkdfSync('sha256', secret, '', 'ragcache entry seal v1', 32));
  }

  /** Whether forged entries are detected, not only damaged ones. */
  get isKeyed(): boolean {
    return this.key !== undefined;
  }

  seal(entry: Entry): string {
    const unsealed = textOf(entry);
    return `${unsealed.slice(0, -1)},"mac":"${this.mac(unsealed).toString('hex')}"}`;
  }

  /** Never throws. Text that is damaged, forged or of another version gives `ok: false`. */
  unseal(body: string): UnsealedEntry {
    const mac = TAIL.exec(body.slice(-TAIL_LENGTH))?.[1];
    if (!mac) return { ok: false, reason: 'schema' };
    const unsealed = `${body.slice(0, -TAIL_LENGTH)}}`;
    if (!timingSafeEqual(this.mac(unsealed), Buffer.from(mac, 'hex')))
      return { ok: false, reason: 'integrity' };
    const entry = entryIn(unsealed);
    return entry && isCurrent(entry) ? { ok: true, entry } : { ok: false, reason: 'schema' };
  }

  private mac(text: string): Buffer {
    const hash = this.key ? createHmac('sha256', this.key) : createHash('sha256');
    return hash.update(text, 'utf8').digest();
  }
}
