import type { Service, ServiceAnswer } from './service.js';

/** A stored key as its maker gets it. */
export interface IssuedKey {
  readonly id: string;
  readonly key: string;
}

export async function issueKey(
  service: Service,
  admin: string,
  order: {
    tenant: string;
    scopes: readonly string[];
    expires_at?: string;
    limits?: Readonly<Record<string, number>>;
  },
): Promise<IssuedKey> {
  const { status, body } = await service.request('POST', '/api/v1/keys', { key: admin, body: order });
  if (status !== 201) throw new Error(`No key was made: ${status} ${JSON.stringify(body)}`);
  return body as IssuedKey;
}

export function revokeKey(service: Service, admin: string, id: string): Promise<ServiceAnswer> {
  return service.request('DELETE', `/api/v1/keys/${id}`, { key: admin });
}

/** The part of a key that opens something: no store, log or answer may hold it. */
export function secretOf({ key }: IssuedKey): string {
  return key.split('_')[2]!.slice(0, -6);
}
