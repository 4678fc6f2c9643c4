import type { FastifyRequest } from 'fastify';
import type { Behaviour } from './behaviour.js';
import type { WireAnswer } from './delivery.js';

/** One route of one provider, as its clients know it. */
export interface WireFormat {
  readonly path: string;
  /** Why the request can't be answered, in the provider's error shape; absent = it can. */
  refusal(request: FastifyRequest): WireAnswer | undefined;
  answer(body: Record<string, unknown>, behaviour: Behaviour): WireAnswer;
  error(status: number, behaviour: Behaviour): WireAnswer;
}
