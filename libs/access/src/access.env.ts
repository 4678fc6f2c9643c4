import { namesIn, sameKind, type CacheEnv, type StoreRow, type StoreServer } from '@app/cache';
import { IsIn, IsOptional, MinLength } from 'class-validator';
import { KEY_STORES, type KeyStoreContext } from './adapters/key-stores.table.js';
import type { KeyStore } from './key-store.port.js';
import { IsLimitList } from './limits/limit-list.decorator.js';

export type KeyStoreName = keyof typeof KEY_STORES;

const KEY_STORE_NAMES = namesIn(KEY_STORES);
const LEAST_PEPPER = 32;

/** Settings for stored keys, and for the limits of keys and tenants. */
export class AccessEnv {
  /** Store of keys. Unset = the kind of store that entries use, or else `sqlite`. */
  @IsOptional()
  @IsIn(KEY_STORE_NAMES, { message: `KEY_STORE must be one of: ${KEY_STORE_NAMES.join(', ')}.` })
  KEY_STORE?: KeyStoreName;

  /** Secret with which stored keys are hashed. Unset = there are no stored keys. */
  @IsOptional()
  @MinLength(LEAST_PEPPER, {
    message: `KEY_PEPPER must be random text of at least ${LEAST_PEPPER} characters, such as "openssl rand -base64 32" gives.`,
  })
  KEY_PEPPER?: string;

  /** Limits of each key, as `limit=number;limit=number`. `tenant:limit=number`, after a comma, is for the keys of one tenant. The names are those of `POST /api/v1/keys`. A key's own limit replaces the one of the same name here. */
  @IsOptional()
  @IsLimitList()
  KEY_LIMITS?: string;

  /** Limits of all keys of a tenant together, in the same form: for every tenant, and for single ones. */
  @IsOptional()
  @IsLimitList()
  TENANT_LIMITS?: string;
}

export type AccessSettings = AccessEnv & CacheEnv;

/** The store of keys; undefined when there are no stored keys. */
export function keyStoreOf({ KEY_PEPPER, KEY_STORE, ENTRY_STORE }: AccessSettings): KeyStoreName | undefined {
  return KEY_PEPPER ? (KEY_STORE ?? sameKind(KEY_STORES, ENTRY_STORE) ?? 'sqlite') : undefined;
}

/** The server that the key store lives on; undefined when there is none. */
export function keyServerOf(settings: AccessSettings): StoreServer | undefined {
  const name = keyStoreOf(settings);
  if (!name) return undefined;
  const row: StoreRow<KeyStore, KeyStoreContext> = KEY_STORES[name];
  return row.server;
}
