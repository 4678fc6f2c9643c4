import { AnswerQuestion } from '@app/query';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { principalOf } from '../auth/principal-of.js';
import { BodyPipe } from '../contract/body.pipe.js';
import { ApiCacheHeaders } from '../documentation/api-cache-headers.decorator.js';
import { ApiProblems } from '../documentation/api-problems.decorator.js';
import { toQueryCommand } from './query-command.mapper.js';
import { QueryDto } from './query.dto.js';
import { QueryPresenter } from './query.presenter.js';
import { QueryResponse } from './query.response.js';

@ApiTags('questions')
@Controller('api/v1/query')
export class QueryController {
  constructor(
    private readonly question: AnswerQuestion,
    private readonly presenter: QueryPresenter,
  ) {}

  @Post()
  @HttpCode(200)
  @RequiresScope('query')
  @ApiOperation({ summary: 'Ask a question: memory answers when that is safe, the model otherwise' })
  @ApiOkResponse({ type: QueryResponse })
  @ApiCacheHeaders()
  @ApiProblems('question')
  async ask(
    @Body(new BodyPipe(QueryDto)) body: QueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueryResponse> {
    const command = toQueryCommand(body, principalOf(request), request.headers);
    const result = await this.question.answer(command, request.observation.caller, (head) =>
      this.presenter.presentHead(head, reply),
    );
    return this.presenter.present(result, reply);
  }
}
