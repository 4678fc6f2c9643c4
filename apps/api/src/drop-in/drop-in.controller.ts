import type { WireName } from '@app/llm';
import { AnswerDropIn } from '@app/query';
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { ApiDropIn } from './api-drop-in.decorator.js';
import { toDropInCommand } from './drop-in-command.mapper.js';
import { DropInPresenter } from './drop-in.presenter.js';
import { AccountSharing } from '../auth/account-sharing.js';
import { ForwardedParts } from './forwarded-parts.js';

/** The endpoints of the providers' clients, for a base URL that is this service. */
@ApiTags('drop-in')
@Controller('v1')
export class DropInController {
  constructor(
    private readonly dropIn: AnswerDropIn,
    private readonly presenter: DropInPresenter,
    private readonly searches: ForwardedParts,
    private readonly sharing: AccountSharing,
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

  @Post('responses/input_tokens')
  @HttpCode(200)
  @RequiresScope('query')
  @ApiDropIn('input-tokens')
  inputTokens(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer('input-tokens', request, reply);
  }

  @Post('messages/count_tokens')
  @HttpCode(200)
  @RequiresScope('query')
  @ApiDropIn('count-tokens')
  countTokens(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer('count-tokens', request, reply);
  }

  @Post('messages')
  @HttpCode(200)
  @RequiresScope('query')
  @ApiDropIn('messages')
  messages(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer('messages', request, reply);
  }

  private async answer(format: WireName, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const command = toDropInCommand(format, request, this.searches);
    const isShared = () => this.sharing.isSharedBy(command.tenant);
    const resolved = await this.dropIn.resolve({ ...command, isShared });
    const events = this.dropIn.answer(resolved, request.observation.caller);
    await this.presenter.send(events, resolved, reply);
  }
}
