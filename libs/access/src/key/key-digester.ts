import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { canonicalJson } from '@app/core';
import type { KeyRecord } from './key-record.js';

/** What a secret opens: part of what is hashed, so that a record which was altered in its store opens nothing. */
export type KeyClaims = Pick<KeyRecord, 'id' | 'tenant' | 'scopes' | 'expiresAt'>;

/** HMAC-SHA-256 with the service's pepper: whoever reads the store alone can neither try secrets nor write a record that opens. */
export class KeyDigester {
  private readonly pepper: KeyObject;

  constructor(pepper: string) {
    this.pepper = createSecretKey(pepper, 'utf8');
  }

  /** 32 bytes. @param claims as `claimsText` gives them. */
  digest(claims: string, secret: string): Buffer {
    return createHmac('sha256', this.pepper).update(`${claims}\n${secret}`).digest();
  }
}

export function claimsText({ id, tenant, scopes, expiresAt }: KeyClaims): string {
  return canonicalJson({ id, tenant, scopes, expires_at: expiresAt });
}
