import type { WireName } from '@app/llm';
import type { DropInCommand } from '@app/query';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccountSharing } from '../auth/account-sharing.js';
import { cacheBlockOf, checkedCacheBlock } from '../directives/cache-block.js';
import { readCacheControl } from '../directives/cache-control.js';
import { Environment } from '../environment/environment.js';
import { principalOf } from '../request/principal-of.js';
import { BATCH_LIMITS, limitsOf, readDropInBody, type BodyLimits } from './drop-in.body.js';
import { ForwardedParts } from './forwarded-parts.js';

/** What the path of a request says. */
export interface CalledRoute {
  readonly format: WireName;
  /** The model, where the path names it. */
  readonly deployment?: string;
}

/** Makes the commands of the use cases whose endpoints speak a provider's wire format. */
@Injectable()
export class DropInCommands {
  private readonly limits: BodyLimits;

  constructor(
    private readonly forwarded: ForwardedParts,
    private readonly sharing: AccountSharing,
    environment: Environment,
  ) {
    this.limits = limitsOf(environment.IDENTITY_BODY_LIMIT);
  }

  /** @throws RagCacheError for a body that can't be read. */
  of(route: CalledRoute, request: FastifyRequest): DropInCommand {
    return Object.assign(this.read(request, this.limits), route);
  }

  /** The same for a batch of texts. */
  ofBatch(request: FastifyRequest): Omit<DropInCommand, 'format'> {
    return this.read(request, BATCH_LIMITS);
  }

  /** The tenant comes from the key, never from the body. */
  private read(request: FastifyRequest, most: BodyLimits): Omit<DropInCommand, 'format'> {
    const { tenant, keyId: writer } = principalOf(request);
    const { headers, account, observation } = request;
    const sent = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
    const { raw, body, unsound, large, digests } = readDropInBody(sent, most);
    const block = body?.['cache'];
    const { namespace, ...cache } = cacheBlockOf(
      headers,
      block === undefined ? undefined : checkedCacheBlock(block),
    );
    return {
      directives: readCacheControl(headers['cache-control']),
      observer: observation.trace,
      search: this.forwarded.search(request.url),
      isShared: () => this.sharing.isSharedBy(tenant),
      // The spread comes last: a literal that begins with a spread is many times slower in V8.
      ...{ tenant, writer, account, raw, body, unsound, large, digests, headers, namespace, cache },
    };
  }
}
