import type { FastifyRequest } from 'fastify';

/**
 * Every route that needs no key, by its template. In development `/docs` and `/docs-json` are public too: the guards do not run
 * for them, and they do not exist in production.
 */
export const PUBLIC_ROUTES: ReadonlySet<string> = new Set(
  ['/', '/health', '/health/live', '/health/ready'].flatMap((path) => [`GET ${path}`, `HEAD ${path}`]),
);

export function isPublic({ method, routeOptions }: FastifyRequest): boolean {
  return PUBLIC_ROUTES.has(`${method} ${routeOptions.url}`);
}
