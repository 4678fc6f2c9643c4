import { timingSafeEqual } from 'node:crypto';
import { claimsText, type KeyDigester } from '../key/key-digester.js';
import { isInForce, principalOf, type KeyRecord } from '../key/key-record.js';
import type { Principal } from '../principal.js';

const DIGEST_BYTES = 32;

/** A stored key in the memory of this process, prepared for checking secrets. */
export class KnownKey {
  readonly principal: Principal;
  private readonly claims: string;
  private readonly digest: Buffer;

  /** @param revision the store's revision before the record was read. */
  constructor(
    private readonly record: KeyRecord,
    readonly revision: string | undefined,
  ) {
    this.principal = principalOf(record);
    this.claims = claimsText(record);
    // A digest of the wrong length matches no secret, and the comparison takes as long.
    this.digest = Buffer.concat([Buffer.from(record.digest, 'hex')], DIGEST_BYTES);
  }

  get id(): string {
    return this.record.id;
  }

  /** Takes the same time for every secret. */
  opensWith(secret: string, digester: KeyDigester, now: number): boolean {
    const isRight = timingSafeEqual(digester.digest(this.claims, secret), this.digest);
    return isRight && isInForce(this.record, now);
  }
}
