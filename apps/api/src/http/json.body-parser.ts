import { isUtf8 } from 'node:buffer';
import { refusal } from '../contract/refusal.js';
import { hasTooManyValues, MAX_VALUES } from '@app/core';
import { decodedBody, isEncoded } from './decoded.body.js';
import { isDropIn, isPassed } from '../wire/drop-in.routes.js';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';

const TOO_WIDE = { path: '', message: `must not have more than ${MAX_VALUES} members and items` };

/**
 * Accepts only JSON in UTF-8; Fastify's own parsers would accept text/plain as well. An empty body counts as absent, so a DELETE
 * with a content type works. Members that could poison a prototype are refused.
 */
export function useJsonBodiesOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  const read = (request: FastifyRequest, bytes: Buffer, done: Done): void => {
    // Drop-in bodies are forwarded byte for byte, and parsed where the format is known.
    if (isDropIn(request)) return done(null, bytes);
    if (hasTooManyValues(bytes)) return done(refusal([TOO_WIDE]));
    // The decoder would replace every byte that is not UTF-8 by the same character.
    const text = isUtf8(bytes) ? bytes.toString('utf8') : '';
    void parse(request, text || ' ', done);
  };
  fastify.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, bytes, done): void => {
      if (bytes.length === 0) return done(null, undefined);
      // A request that is passed on is the provider's to understand, compressed or not.
      if (isPassed(request)) return done(null, bytes);
      if (!isEncoded(request)) return read(request, bytes, done);
      const { bodyLimit } = request.routeOptions;
      void decodedBody(bytes, request, bodyLimit).then((decoded) => read(request, decoded, done), done);
    },
  );
  fastify.addContentTypeParser('*', (request, payload, done): void => {
    if (isPassed(request)) return done(null, payload);
    done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type'] ?? 'none'));
  });
}

type Done = (error: Error | null, body?: unknown) => void;
