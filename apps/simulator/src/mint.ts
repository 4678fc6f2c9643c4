import { createHash, randomBytes } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SEEDED_SECONDS = 1_760_000_000;

/** Makes what is new in each answer, its ids and its time. With a seed they are the same each time, in the order of asking. */
export class Mint {
  private made = 0;

  constructor(private readonly seed?: number) {}

  /** An id as the providers make them: a prefix and at most 32 random letters. */
  id(prefix: string, length = 24): string {
    return prefix + Array.from(this.bytes(length), (byte) => LETTERS[byte % LETTERS.length]).join('');
  }

  /** Epoch seconds. */
  now(): number {
    return this.seed === undefined ? Math.floor(Date.now() / 1_000) : SEEDED_SECONDS;
  }

  private bytes(length: number): Uint8Array {
    if (this.seed === undefined) return randomBytes(length);
    return createHash('sha256').update(`${this.seed} ${this.made++}`).digest().subarray(0, length);
  }
}
