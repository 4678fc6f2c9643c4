import type { RagCacheError } from '@app/core';
import { type JsonObject, WireFormats } from '@app/llm';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { formatOf, isDropIn } from './drop-in.routes.js';

/** Our own errors in the formats of the providers' clients. */
@Injectable()
export class WireErrors {
  constructor(@Inject(WireFormats) private readonly formats: WireFormats) {}

  /** `undefined` = the route speaks no wire format. */
  bodyOf(error: RagCacheError, status: number, request: FastifyRequest): JsonObject | undefined {
    return isDropIn(request) ? this.formats[formatOf(request)].error(error, status, request.id) : undefined;
  }
}
