import type { WireName } from '@app/llm';
import { AnswerDropIn, ListModels } from '@app/query';
import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../request/principal-of.js';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { ApiDropIn, ApiModels } from './api-drop-in.decorator.js';
import { toDropInCommand } from './drop-in-command.mapper.js';
import { DropInPresenter } from './drop-in.presenter.js';
import { formatOf } from '../wire/drop-in.routes.js';
import { ForwardedParts } from './forwarded-parts.js';

/** The endpoints of the providers' clients, for a base URL that is this service. */
@ApiTags('drop-in')
@Controller('v1')
export class DropInController {
  constructor(
    private readonly dropIn: AnswerDropIn,
    private readonly models: ListModels,
    private readonly presenter: DropInPresenter,
    private readonly searches: ForwardedParts,
  ) {}

  @Post('chat/completions')
  @HttpCode(200)
  @RequiresScope('query')
  @ApiDropIn('chat-completions')
  chatCompletions(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer('chat-completions', request, reply);
  }

  @Post('responses')
  @HttpCode(200)
  @RequiresScope('query')
  @ApiDropIn('responses')
  responses(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer('responses', request, reply);
  }

  @Post('messages')
  @HttpCode(200)
  @RequiresScope('query')
  @ApiDropIn('messages')
  messages(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer('messages', request, reply);
  }

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

  private async answer(format: WireName, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const resolved = this.dropIn.resolve(toDropInCommand(format, request, this.searches));
    const events = this.dropIn.answer(resolved, request.observation.caller);
    await this.presenter.send(events, resolved, reply);
  }
}
