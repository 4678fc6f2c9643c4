import { AnswerQuestion } from '@app/query';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { BodyPipe } from '../contract/body.pipe.js';
import { ApiCacheHeaders } from '../documentation/api-cache-headers.decorator.js';
import { ApiProblems } from '../documentation/api-problems.decorator.js';
import { toQueryCommand } from './query-command.mapper.js';
import { QueryDto } from './query.dto.js';
import { QueryPresenter } from './query.presenter.js';
import { QueryResponse } from './query.response.js';
import { QueryStream } from './query.stream.js';

const EVENTS =
  'event: delta\ndata: {"text":"Refunds are"}\n\nevent: delta\ndata: {"text":" paid."}\n\n' +
  'event: done\ndata: {"provider":"openai", ... as in JSON, without "response"}\n\n: ragcache; fwd=miss; stored\n\n';
const ANSWER = {
  'application/json': { schema: { $ref: getSchemaPath(QueryResponse) } },
  'text/event-stream': { schema: { type: 'string', example: EVENTS } },
};

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
  @ApiOperation({ summary: 'Ask a question: memory answers when that is safe, the model otherwise' })
  @ApiExtraModels(QueryResponse)
  @ApiOkResponse({ content: ANSWER, description: 'The answer, whole or (with "stream": true) as events.' })
  @ApiCacheHeaders()
  @ApiProblems('question')
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
