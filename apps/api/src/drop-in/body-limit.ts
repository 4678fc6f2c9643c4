import type { FastifyInstance } from 'fastify';
import { isDropInPath } from '../wire/drop-in.routes.js';

/** Bodies in a provider's format may hold images and files. @param bytes the most that is taken. */
export function raiseBodyLimit(fastify: FastifyInstance, bytes: number): void {
  fastify.addHook('onRoute', (route) => {
    if (isDropInPath(route.url)) route.bodyLimit = bytes;
  });
}
