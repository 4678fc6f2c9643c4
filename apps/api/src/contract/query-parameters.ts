import {
  Injectable,
  SetMetadata,
  type CallHandler,
  type CustomDecorator,
  type ExecutionContext,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { refusal } from './refusal.js';
import { violationsOf } from './violations.js';

const CONTRACT = 'ragcache:query-parameters';
/**
 * Methods whose query parameters are checked. An unknown parameter would be ignored, and the response would answer another
 * question.
 */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE']);
const OURS = '/api/';
const UNKNOWN = 'is not a query parameter of this route: leave it out';

/** For routes that take no parameters. */
class NoParameters {}

/** Names the contract of a route's query parameters. A route without one takes no parameters. */
export const TakesQuery = (contract: Type<object>): CustomDecorator => SetMetadata(CONTRACT, contract);

/** Refuses unknown query parameters of our own routes, after the guards. */
@Injectable()
export class QueryParameters implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  /** @throws RagCacheError `validation_failed` with one error per parameter. */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, url, query } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!METHODS.has(method) || !url.startsWith(OURS) || !url.includes('?')) return next.handle();
    const contract = this.reflector.get<Type<object> | undefined>(CONTRACT, context.getHandler());
    const faults = violationsOf(contract ?? NoParameters, query, UNKNOWN);
    if (faults.length > 0) throw refusal(faults);
    return next.handle();
  }
}
