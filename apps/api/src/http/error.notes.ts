import type { RagCacheError } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { errorFacts } from '../observability/error-facts.js';
import { PROBLEMS } from '../problems/problem.table.js';

/** Notes for the log and the metrics what a request failed with, however that is told to its caller. */
@Injectable()
export class ErrorNotes {
  constructor(private readonly logger: PinoLogger) {}

  note(error: RagCacheError, { id, observation }: FastifyRequest): void {
    if (observation) {
      observation.errorCode = error.code;
      // A stream that has begun has a good status for ever.
      observation.outcome = PROBLEMS[error.code].status >= 500 ? 'error' : 'refused';
    }
    if (error.code !== 'internal') return;
    this.logger.error({ request_id: id, error: errorFacts(error.cause) }, 'unexpected error');
  }
}
