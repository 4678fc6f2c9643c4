import type { FastifyInstance } from 'fastify';

/** Probes and clients that look whether something is there ask with HEAD: it is answered as GET is, and Node leaves the body out. */
export function addHeadRoutes(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (route.method === 'GET') fastify.route({ ...route, method: 'HEAD' });
  });
}
