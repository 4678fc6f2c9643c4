import type { FastifyInstance } from 'fastify';
import { PUBLIC_ROUTES } from '../auth/public-routes.js';

/** Probes ask with HEAD: public routes that are listed under it answer as to GET, and Node leaves the body out. */
export function addHeadRoutes(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (route.method !== 'GET' || !PUBLIC_ROUTES.has(`HEAD ${route.url}`)) return;
    fastify.route({ ...route, method: 'HEAD' });
  });
}
