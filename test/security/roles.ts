import { SCOPES, type KeyScope } from '@app/access';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** A key and what it may do. */
export interface Role {
  readonly name: string;
  readonly key: string;
  readonly scopes: readonly KeyScope[];
}

const DEFAULTS: readonly KeyScope[] = ['query', 'read', 'purge', 'feedback', 'metrics'];
const ALL: readonly (readonly KeyScope[])[] = [...SCOPES.map((scope) => [scope]), DEFAULTS, SCOPES];

/** One key of `API_KEYS` per scope, one with the defaults and one with all, for the tenant. */
export function listedRoles(tenant: string): { readonly apiKeys: string; readonly roles: readonly Role[] } {
  const roles = ALL.map((scopes) => {
    const name = `listed ${tenant} ${scopes.join('+')}`;
    return { name, scopes, key: `${name.replaceAll(/[ +]/g, '-')}-0123456789-abcdef` };
  });
  return { roles, apiKeys: roles.map(({ key, scopes }) => `${tenant}:${key}:${scopes.join('+')}`).join(',') };
}

/** The same as stored keys, made by an admin. */
export async function storedRoles(
  app: NestFastifyApplication,
  admin: string,
  tenant: string,
): Promise<Role[]> {
  const roles: Role[] = [];
  for (const scopes of ALL) {
    const [headers, payload] = [{ authorization: `Bearer ${admin}` }, { tenant, scopes }];
    const answer = await app.inject({ method: 'POST', url: '/api/v1/keys', headers, payload });
    const { key } = answer.json<{ key: string }>();
    roles.push({ name: `stored ${tenant} ${scopes.join('+')}`, scopes, key });
  }
  return roles;
}
