import { AnswerDropIn } from '@app/query';
import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { ApiAzureDropIn, ApiDropIn } from './api-drop-in.decorator.js';
import { DropInCommands, type CalledRoute } from './drop-in-commands.js';
import { DropInPresenter } from './drop-in.presenter.js';
import { AZURE_CHAT_COMPLETIONS } from '../wire/drop-in.routes.js';

/** The endpoints of the providers' clients, for a base URL that is this service. */
@ApiTags('drop-in')
@Controller()
export class DropInController {
  constructor(
    private readonly dropIn: AnswerDropIn,
    private readonly presenter: DropInPresenter,
    private readonly commands: DropInCommands,
  ) {}

  @Post('v1/chat/completions')
  @HttpCode(200)
  @RequiresScope('query')
  @ApiDropIn('chat-completions')
  chatCompletions(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer({ format: 'chat-completions' }, request, reply);
  }

  @Post(AZURE_CHAT_COMPLETIONS)
  @HttpCode(200)
  @RequiresScope('query')
  @ApiAzureDropIn('chat-completions')
  azureChatCompletions(
    @Param('deployment') deployment: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.answer({ format: 'chat-completions', deployment }, request, reply);
  }

  @Post('v1/responses')
  @HttpCode(200)
  @RequiresScope('query')
  @ApiDropIn('responses')
  responses(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer({ format: 'responses' }, request, reply);
  }

  @Post('v1/responses/input_tokens')
  @HttpCode(200)
  @RequiresScope('query')
  @ApiDropIn('input-tokens')
  inputTokens(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer({ format: 'input-tokens' }, request, reply);
  }

  @Post('v1/messages/count_tokens')
  @HttpCode(200)
  @RequiresScope('query')
  @ApiDropIn('count-tokens')
  countTokens(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer({ format: 'count-tokens' }, request, reply);
  }

  @Post('v1/messages')
  @HttpCode(200)
  @RequiresScope('query')
  @ApiDropIn('messages')
  messages(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer({ format: 'messages' }, request, reply);
  }

  private async answer(route: CalledRoute, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const resolved = await this.dropIn.resolve(this.commands.of(route, request));
    const events = this.dropIn.answer(resolved, request.observation.caller);
    await this.presenter.send(events, resolved, reply);
  }
}
