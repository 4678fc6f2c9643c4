import type { FastifyRequest } from 'fastify';
import type { Principal } from '@app/access';

/** The principal of an authenticated request. @throws Error on a public route, where no key is checked. */
export function principalOf({ principal }: Pick<FastifyRequest, 'principal'>): Principal {
  if (principal) return principal;
  throw new Error('This route has no principal. Give it @RequiresScope(...).');
}
