import { AnswerQuestion } from '@app/query';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { BodyPipe } from '../contract/body.pipe.js';
import { ApiQuestion } from './api-question.decorator.js';
import { toQueryCommand } from './query-command.mapper.js';
import { QueryDto } from './query.dto.js';
import { QueryPresenter } from './query.presenter.js';
import type { QueryResponse } from './query.response.js';
import { QueryStream } from './query.stream.js';

@ApiTags('questions')
@Controller('api/v1/query')
export class QueryController {
  constructor(
    private readonly question: AnswerQuestion,
    private readonly presenter: QueryPresenter,
    private readonly stream: QueryStream,
  ) {}

  @Post()
  @HttpCode(200)
  @RequiresScope('query')
  @ApiQuestion()
  async ask(
    @Body(new BodyPipe(QueryDto)) body: QueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueryResponse | void> {
    const command = toQueryCommand(body, request);
    const { caller } = request.observation;
    if (body.stream) return this.stream.send(this.question.stream(command, caller), reply);
    const result = await this.question.answer(command, caller, (head) =>
      this.presenter.presentHead(head, reply),
    );
    return this.presenter.present(result, reply);
  }
}
