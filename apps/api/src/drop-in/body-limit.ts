import type { FastifyInstance } from 'fastify';
import { isDropInPath } from '../wire/drop-in.routes.js';

/** Raises the body limit of the drop-in endpoints, because their bodies may hold images and files. @param bytes the new limit. */
export function raiseBodyLimit(fastify: FastifyInstance, bytes: number): void {
  fastify.addHook('onRoute', (route) => {
    if (isDropInPath(route.url)) route.bodyLimit = bytes;
  });
}
