import { RagCacheError } from '@app/core';
import { CallerLeft } from '@app/query';
import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WireErrors } from '../wire/wire-errors.js';
import { ErrorRecorder } from './error.recorder.js';
import { translated } from '../problems/error.translation.js';
import { PROBLEM_JSON, problemOf } from '../problems/problem.js';
import { problemHeaders } from '../problems/problem.headers.js';
import { RouteTable } from './route-table.js';

/** Answers every error: as `application/problem+json`, or in the format of the provider that the route speaks. */
@Injectable()
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteTable,
    private readonly errors: ErrorRecorder,
    private readonly wireErrors: WireErrors,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (thrown instanceof CallerLeft || hasLeft(request)) {
      reply.hijack();
      return;
    }
    const error = this.withMethods(translated(thrown), request, reply);
    this.errors.record(error, request);
    const problem = problemOf(error, request.id);
    const shaped = this.wireErrors.bodyOf(error, problem.status, request);
    void reply
      .headers(problemHeaders(error))
      .code(problem.status)
      .type(shaped ? 'application/json' : PROBLEM_JSON)
      .send(shaped ?? problem);
  }

  /** A path that exists with other methods is answered with 405 instead of 404. */
  private withMethods(error: RagCacheError, request: FastifyRequest, reply: FastifyReply): RagCacheError {
    if (error.code !== 'not_found' || !request.is404) return error;
    const methods = this.routes.methodsOf(request.url);
    if (methods.length === 0) return error;
    reply.header('allow', methods.join(', '));
    return new RagCacheError('method_not_allowed', `This path takes ${methods.join(', ')}.`);
  }
}

/** Whether the caller left while it sent the body. That is no failure, and nobody reads a response. */
function hasLeft({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete;
}
