import type { WireName } from '@app/llm';
import type { DropInCommand } from '@app/query';
import type { FastifyRequest } from 'fastify';
import { principalOf } from '../request/principal-of.js';
import { cacheBlockOf, checkedCacheBlock } from '../directives/cache-block.js';
import { readCacheControl } from '../directives/cache-control.js';
import { readDropInBody } from './drop-in.body.js';
import type { ForwardedQueryString } from './forwarded-query-string.js';

/** A request in the words of the use case. The tenant comes from the key, never from the body. @throws RagCacheError for what can't be read. */
export function toDropInCommand(
  format: WireName,
  request: FastifyRequest,
  searches: ForwardedQueryString,
): DropInCommand {
  const { tenant, keyId: writer } = principalOf(request);
  const { headers, account, observation } = request;
  const { raw, body, unsound } = readDropInBody((request.body as Buffer | undefined) ?? Buffer.alloc(0));
  const block = body?.['cache'];
  const { namespace, ...cache } = cacheBlockOf(
    headers,
    block === undefined ? undefined : checkedCacheBlock(block),
  );
  return {
    directives: readCacheControl(headers['cache-control']),
    observer: observation.trace,
    search: searches.of(request.url),
    // Last: an object that begins with another's members takes V8 many times as long.
    ...{ tenant, writer, account, format, raw, body, unsound, headers, namespace, cache },
  };
}
