import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { CACHE_HEADERS } from '../directives/cache-headers.table.js';
import { EXPOSED_HEADERS } from './security.headers.js';

const ALLOWED_HEADERS = [
  ...['Authorization', 'Content-Type', 'X-API-Key', 'X-Request-Id', 'Cache-Control'],
  ...Object.values(CACHE_HEADERS).map(({ name }) => name),
];

/** Allows exactly these origins; without any there is no CORS. Keys travel in headers, so cookies are not allowed. */
export async function allowOrigins(fastify: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  const listed = new Set(origins);
  await fastify.register(cors, {
    // A function, so that OPTIONS from other origins is handled like any other method.
    origin: (origin, decide) => decide(null, origin !== undefined && listed.has(origin) ? origin : false),
    strictPreflight: false,
    methods: ['GET', 'POST', 'DELETE'],
    allowedHeaders: ALLOWED_HEADERS,
    exposedHeaders: [...EXPOSED_HEADERS],
    maxAge: 600,
    credentials: false,
  });
}
