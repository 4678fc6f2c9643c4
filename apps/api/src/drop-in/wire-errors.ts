import type { RagCacheError } from '@app/core';
import { type JsonObject, WireFormats } from '@app/llm';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { formatOf, isDropIn } from './drop-in.routes.js';

/** Our own errors as the clients of the providers understand them. */
@Injectable()
export class WireErrors {
  constructor(private readonly formats: WireFormats) {}

  /** `undefined` = the route speaks no provider's format. */
  bodyOf(error: RagCacheError, status: number, request: FastifyRequest): JsonObject | undefined {
    const { url, headers, id } = request;
    return isDropIn(url) ? this.formats.get(formatOf(url, headers)).error(error, status, id) : undefined;
  }
}
