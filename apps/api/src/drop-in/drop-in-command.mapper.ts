import type { WireName } from '@app/llm';
import type { DropInCommand } from '@app/query';
import type { FastifyRequest } from 'fastify';
import { principalOf } from '../auth/principal-of.js';
import { checkedCacheBlock } from '../directives/cache-block.js';
import { cacheBlockOf } from '../directives/cache-block.headers.js';
import { readCacheControl } from '../directives/cache-control.js';
import { readDropInBody } from './drop-in.body.js';

/** A request in the words of the use case. The tenant comes from the key, never from the body. @throws RagCacheError for what can't be read. */
export function toDropInCommand(format: WireName, request: FastifyRequest): DropInCommand {
  const { tenant, keyId } = principalOf(request);
  const read = readDropInBody((request.body as Buffer | undefined) ?? Buffer.alloc(0));
  const block = read.body?.['cache'];
  const { namespace, ...cache } = cacheBlockOf(
    request.headers,
    block === undefined ? undefined : checkedCacheBlock(block),
  );
  return {
    ...{ tenant, writer: keyId, account: request.account, format, namespace, cache },
    ...read,
    headers: request.headers,
    directives: readCacheControl(request.headers['cache-control']),
    follower: request.observation.trace,
  };
}
