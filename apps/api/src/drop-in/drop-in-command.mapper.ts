import type { WireName } from '@app/llm';
import type { DropInCommand } from '@app/query';
import type { FastifyRequest } from 'fastify';
import { principalOf } from '../request/principal-of.js';
import { cacheBlockOf, checkedCacheBlock } from '../directives/cache-block.js';
import { readCacheControl } from '../directives/cache-control.js';
import { readDropInBody, type BodyLimits } from './drop-in.body.js';
import type { ForwardedParts } from './forwarded-parts.js';

/** What the path of a request says. */
export interface CalledRoute {
  readonly format: WireName;
  /** The model, where the path names it. */
  readonly deployment?: string;
}

/** The command of a use case whose endpoint speaks the wire format. @throws RagCacheError for a body that can't be read. */
export function toDropInCommand(
  route: CalledRoute,
  request: FastifyRequest,
  searches: ForwardedParts,
): DropInCommand {
  return Object.assign(toWireCommand(request, searches), route);
}

/** The same without a format. The tenant comes from the key, never from the body. @throws RagCacheError for a body that can't be read. */
export function toWireCommand(
  request: FastifyRequest,
  searches: ForwardedParts,
  most?: BodyLimits,
): Omit<DropInCommand, 'format'> {
  const { tenant, keyId: writer } = principalOf(request);
  const { headers, account, observation } = request;
  const { raw, body, unsound, large } = readDropInBody(
    (request.body as Buffer | undefined) ?? Buffer.alloc(0),
    most,
  );
  const block = body?.['cache'];
  const { namespace, ...cache } = cacheBlockOf(
    headers,
    block === undefined ? undefined : checkedCacheBlock(block),
  );
  return {
    directives: readCacheControl(headers['cache-control']),
    observer: observation.trace,
    search: searches.search(request.url),
    // The spread comes last: a literal that begins with a spread is many times slower in V8.
    ...{ tenant, writer, account, raw, body, unsound, large, headers, namespace, cache },
  };
}
