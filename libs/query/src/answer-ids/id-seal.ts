import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const [KEY_BYTES, NONCE_BYTES, TAG_BYTES, TIME_BYTES] = [32, 12, 16, 4];
/** Stands between the provider's prefix and our own part of an id: `resp_rc_…`. */
const MARK = '_rc_';
const SEALED = /^[a-z]+_rc_(?<sealed>[\w-]{43,1024})$/;

/** A provider's id, and when it was made. */
export interface Original {
  readonly id: string;
  /** Epoch seconds. */
  readonly madeAt: number;
}

/**
 * Makes ids that hold the provider's own, encrypted, so that no store has to remember them. The same original gets another id each
 * time. Whoever has another secret, or another owner, can't open them.
 */
export class IdSeal {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'ragcache answer ids', KEY_BYTES));
  }

  /** @param owner who may open it. */
  seal({ id, madeAt }: Original, owner: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(owner));
    const time = Buffer.alloc(TIME_BYTES);
    time.writeUInt32BE(madeAt);
    const sealed = [
      nonce,
      cipher.update(time),
      cipher.update(id, 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ];
    const [prefix = 'id'] = /^[a-z]+(?=_)/.exec(id) ?? [];
    return prefix + MARK + Buffer.concat(sealed).toString('base64url');
  }

  /** Returns undefined for an id that is not ours, or not this owner's. */
  open(sealedId: string, owner: string): Original | undefined {
    const bytes = Buffer.from(SEALED.exec(sealedId)?.groups?.['sealed'] ?? '', 'base64url');
    if (bytes.length <= NONCE_BYTES + TIME_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const plain = Buffer.concat([
        decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)),
        decipher.final(),
      ]);
      return { madeAt: plain.readUInt32BE(0), id: plain.subarray(TIME_BYTES).toString('utf8') };
    } catch {
      return undefined;
    }
  }
}

/** Whether a text looks like an id of ours. */
export function isSealedId(text: string): boolean {
  return SEALED.test(text);
}
