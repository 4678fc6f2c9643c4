import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { canonicalJson } from '@app/core';
import type { KeyRecord } from './key-record.js';

/** The rights of a key. They are hashed with the secret, so that a record that was altered in the store is refused. */
export type KeyClaims = Pick<KeyRecord, 'id' | 'tenant' | 'scopes' | 'expiresAt'>;

/** HMAC-SHA-256 with the service's pepper. With access to the store alone nobody can test secrets or forge a record. */
export class KeyDigester {
  private readonly pepper: KeyObject;

  constructor(pepper: string) {
    this.pepper = createSecretKey(pepper, 'utf8');
  }

  /** Returns 32 bytes. @param claims the text that `claimsText` returns. */
  digest(claims: string, secret: string): Buffer {
    return createHmac('sha256', this.pepper).update(`${claims}\n${secret}`).digest();
  }
}

export function claimsText({ id, tenant, scopes, expiresAt }: KeyClaims): string {
  return canonicalJson({ id, tenant, scopes, expires_at: expiresAt });
}
