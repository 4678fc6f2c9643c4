import type { CacheEnv } from '@app/cache';
import { IsIn, IsOptional, MinLength } from 'class-validator';
import { IsLimitList } from './limits/limit-list.decorator.js';

export const KEY_STORE_NAMES = ['sqlite', 'memory', 'redis'] as const;
const LEAST_PEPPER = 32;

/** What an operator says about stored keys, and about what keys may use. */
export class AccessEnv {
  /** Where stored keys live. Unset = where entries do. */
  @IsOptional()
  @IsIn(KEY_STORE_NAMES, { message: `KEY_STORE must be one of: ${KEY_STORE_NAMES.join(', ')}.` })
  KEY_STORE?: (typeof KEY_STORE_NAMES)[number];

  /** What stored keys are hashed with. Unset = there are none. */
  @IsOptional()
  @MinLength(LEAST_PEPPER, {
    message: `KEY_PEPPER must be random text of at least ${LEAST_PEPPER} characters, such as "openssl rand -base64 32" gives.`,
  })
  KEY_PEPPER?: string;

  /** What each key is held to unless it has a limit of the same name itself: `limit=number;limit=number`, comma-separated with `tenant:limit=number` for the keys of one tenant; limits are those of `POST /api/v1/keys`. */
  @IsOptional()
  @IsLimitList()
  KEY_LIMITS?: string;

  /** What all keys of a tenant are held to together, in the same form: for every tenant, and for single ones. */
  @IsOptional()
  @IsLimitList()
  TENANT_LIMITS?: string;
}

export type AccessSettings = AccessEnv & CacheEnv;

/** Where stored keys live; `undefined` = there are none. */
export function keyStoreOf({
  KEY_PEPPER,
  KEY_STORE,
  ENTRY_STORE,
}: AccessSettings): (typeof KEY_STORE_NAMES)[number] | undefined {
  return KEY_PEPPER ? (KEY_STORE ?? ENTRY_STORE) : undefined;
}
