import type { FastifyInstance } from 'fastify';

/** Answers HEAD on every GET route, for probes and for clients that check whether something exists. Node leaves the body out. */
export function addHeadRoutes(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (route.method === 'GET') fastify.route({ ...route, method: 'HEAD' });
  });
}
