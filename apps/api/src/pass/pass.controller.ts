import { CallerLeft, RequestRelay, type RelayCommand, type RelayedResponse } from '@app/query';
import { RagCacheError } from '@app/core';
import { Controller, Delete, Get, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { ForwardedParts } from '../drop-in/forwarded-parts.js';
import { Environment } from '../environment/environment.js';
import { cacheHeaders } from '../query/cache-headers.js';
import { principalOf } from '../request/principal-of.js';
import { formatOf, PASS_ROUTE } from '../wire/drop-in.routes.js';
import { AccountSharing } from '../auth/account-sharing.js';
import { discardBody, passedBody } from './passed-body.js';

const CACHE_HEADERS = cacheHeaders({ cache: { kind: 'bypass', reason: 'route' } });

/** Every route of the providers' clients that has no controller of its own. They are passed on, and nothing is remembered. */
@ApiExcludeController()
@Controller(PASS_ROUTE)
export class PassController {
  constructor(
    private readonly requests: RequestRelay,
    private readonly sharing: AccountSharing,
    private readonly forwarded: ForwardedParts,
    private readonly environment: Environment,
  ) {}

  @Get()
  @RequiresScope('query')
  get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pass(request, reply);
  }

  @Post()
  @RequiresScope('query')
  post(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pass(request, reply);
  }

  @Put()
  @RequiresScope('query')
  put(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pass(request, reply);
  }

  @Patch()
  @RequiresScope('query')
  patch(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pass(request, reply);
  }

  @Delete()
  @RequiresScope('query')
  delete(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.pass(request, reply);
  }

  private async pass(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { observation } = request;
    observation.outcome = 'bypass';
    reply.headers(CACHE_HEADERS);
    const response = await this.respond(request).catch((error: unknown) => {
      discardBody(request, reply);
      throw error;
    });
    if (reply.raw.destroyed) {
      response.body.destroy();
      throw new CallerLeft();
    }
    void reply.code(response.status).headers(unset(reply, response.headers)).send(response.body);
  }

  private async respond(request: FastifyRequest): Promise<RelayedResponse> {
    return this.requests.pass(await this.commandOf(request), request.observation.caller);
  }

  private async commandOf(request: FastifyRequest): Promise<RelayCommand> {
    if (request.headers.upgrade !== undefined) throw noUpgrade();
    const { tenant } = principalOf(request);
    const { method, url } = request;
    const [path = ''] = url.split('?', 1);
    if (this.forwarded.holdsKey(path)) throw keyInPath();
    return {
      ...{ tenant, method, account: request.account },
      isShared: await this.sharing.isSharedBy(tenant),
      path: path.slice('/v1'.length),
      search: this.forwarded.search(url),
      headers: this.forwarded.headers(request.headers),
      format: formatOf(request),
      body: passedBody(request, this.environment.PASS_BODY_LIMIT),
    };
  }
}

/** The provider's headers, without those that every response of this service has. */
function unset(reply: FastifyReply, headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !reply.hasHeader(name)));
}

function keyInPath(): RagCacheError {
  return new RagCacheError('not_found', 'The path holds an API key. Send the key in a header only.');
}

function noUpgrade(): RagCacheError {
  return new RagCacheError(
    'validation_failed',
    'WebSocket connections are not supported. Send requests over HTTP, or open the socket at the provider.',
  );
}
