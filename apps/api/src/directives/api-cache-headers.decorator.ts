import { applyDecorators } from '@nestjs/common';
import { ApiHeader, type SchemaObject } from '@nestjs/swagger';
import { CACHE_HEADERS, type CacheHeader } from './cache-headers.table.js';

const DIRECTIVES = [
  'Directives for this request, separated by commas; unknown and malformed ones are ignored.',
  '`no-cache`: ask the model and refresh what is remembered.',
  '`no-store`: remember nothing of this request.',
  '`max-age=N`: take no answer that is older than N seconds.',
  '`only-if-cached`: answer from memory, or 504 `not_in_cache`.',
].join(' ');

/** Text that an HTTP header can carry. */
export const HEADER_TEXT: SchemaObject = { type: 'string', pattern: '^[\\t -~\\u0080-\\u00ff]*$' };

/**
 * Documents the request headers about caching. Their examples stand in the description only: Swagger UI would fill in an
 * `example`, and send `no-cache` with every request that somebody tries out.
 */
export function ApiCacheHeaders(): MethodDecorator {
  const directives = { name: 'Cache-Control', required: false, description: DIRECTIVES, schema: HEADER_TEXT };
  return applyDecorators(ApiHeader(directives), ...Object.values(CACHE_HEADERS).map(headerOf));
}

function headerOf({ name, rule, schema, example }: CacheHeader): MethodDecorator & ClassDecorator {
  const description = `Beats the body. It ${rule}, such as \`${example}\`.`;
  return ApiHeader({ name, required: false, description, schema });
}
