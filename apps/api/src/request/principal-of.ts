import type { FastifyRequest } from 'fastify';
import type { Principal } from '@app/access';

/** Who asks, as the guard found out. @throws Error on a route that needs no key: nobody was asked for one there. */
export function principalOf({ principal }: Pick<FastifyRequest, 'principal'>): Principal {
  if (principal) return principal;
  throw new Error('This route has no principal. Give it @RequiresScope(...).');
}
