import { ListModels } from '@app/query';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { principalOf } from '../request/principal-of.js';
import { formatOf } from '../wire/drop-in.routes.js';
import { ApiModels } from './api-drop-in.decorator.js';
import { ForwardedParts } from './forwarded-parts.js';

/** The list of models, for a client whose base URL is this service. */
@ApiTags('drop-in')
@Controller('v1')
export class ModelsController {
  constructor(
    private readonly models: ListModels,
    private readonly searches: ForwardedParts,
  ) {}

  @Get('models')
  @RequiresScope('query')
  @ApiModels()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { url, headers, observation } = request;
    const {
      status,
      headers: returned,
      body,
    } = await this.models.list(
      {
        tenant: principalOf(request).tenant,
        format: formatOf(request),
        search: this.searches.search(url),
        headers,
      },
      observation.caller,
    );
    void reply.code(status).headers(returned).send(body);
  }
}
