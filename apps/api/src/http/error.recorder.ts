import type { RagCacheError } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { errorFacts } from '../observability/error-facts.js';
import { PROBLEMS } from '../problems/problem.table.js';

/** Records the error of a request for the log and the metrics, whatever form its caller gets it in. */
@Injectable()
export class ErrorRecorder {
  constructor(private readonly logger: PinoLogger) {}

  record(error: RagCacheError, { id, observation }: FastifyRequest): void {
    if (observation) {
      observation.errorCode = error.code;
      // The status of a stream that has begun says 200, whatever happens later.
      observation.outcome = PROBLEMS[error.code].status >= 500 ? 'error' : 'refused';
    }
    if (error.code !== 'internal') return;
    this.logger.error({ request_id: id, error: errorFacts(error.cause) }, 'unexpected error');
  }
}
