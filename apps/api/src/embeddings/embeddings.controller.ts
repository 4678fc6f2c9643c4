import { AnswerEmbeddings } from '@app/query';
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { DropInCommands } from '../drop-in/drop-in-commands.js';
import { ApiEmbeddings } from './api-embeddings.decorator.js';
import { EmbeddingsPresenter } from './embeddings.presenter.js';

/** Embeddings in OpenAI's format, each remembered by itself. */
@ApiTags('drop-in')
@Controller('v1')
export class EmbeddingsController {
  constructor(
    private readonly embeddings: AnswerEmbeddings,
    private readonly presenter: EmbeddingsPresenter,
    private readonly commands: DropInCommands,
  ) {}

  @Post('embeddings')
  @HttpCode(200)
  @RequiresScope('query')
  @ApiEmbeddings()
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const resolved = this.embeddings.resolve(this.commands.ofBatch(request));
    const result = await this.embeddings.answer(resolved, request.observation.caller, (head, items) =>
      this.presenter.presentHead(head, items, reply),
    );
    this.presenter.send(result, reply);
  }
}
