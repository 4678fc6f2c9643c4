import { isUtf8 } from 'node:buffer';
import { refusal } from '../contract/refusal.js';
import { hasTooManyValues, MOST_VALUES } from '../contract/value-count.js';
import { isDropIn } from '../wire/drop-in.routes.js';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';

const TOO_WIDE = { path: '', message: `must not have more than ${MOST_VALUES} members and items` };

/**
 * Takes JSON in UTF-8 and nothing else: Fastify's own parsers would take text/plain too. An empty body is no body, so
 * that a DELETE with a content type works. Members that could poison a prototype are refused.
 */
export function useJsonBodiesOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, bytes, done): void => {
      if (bytes.length === 0) return done(null, undefined);
      if (isEncoded(request)) return done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('encoded'));
      // Their bodies go on byte for byte, and are read where it is known what for.
      if (isDropIn(request)) return done(null, bytes);
      if (hasTooManyValues(bytes)) return done(refusal([TOO_WIDE]));
      // Bytes that are not UTF-8 would all be read as the same replacement character.
      const text = isUtf8(bytes) ? bytes.toString('utf8') : '';
      void parse(request, text || ' ', done);
    },
  );
}

function isEncoded({ headers }: FastifyRequest): boolean {
  return (headers['content-encoding'] ?? 'identity') !== 'identity';
}
