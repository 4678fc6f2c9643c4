import type { FastifyRequest } from 'fastify';
import type { Behaviour } from './behaviour.js';
import type { WireAnswer } from './delivery.js';
import type { Mint } from './mint.js';

/** One route of one provider, as its clients know it. */
export interface WireFormat {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Why the request can't be answered, in the provider's error shape; absent = it can. */
  refusal(request: FastifyRequest): WireAnswer | undefined;
  answer(call: WireCall): WireAnswer;
}

/** A request once `refusal` had nothing to say. */
export interface WireCall {
  readonly headers: FastifyRequest['headers'];
  readonly body: RequestBody;
  readonly behaviour: Behaviour;
  readonly mint: Mint;
}

export type RequestBody = Readonly<Record<string, unknown>>;

/** An error in the provider's shape. */
export type WireError = (fault: {
  readonly status: number;
  readonly message: string;
  /** Seconds. */
  readonly retryAfter?: number;
  /** The member of the request that is at fault, where the provider names it. */
  readonly param?: string;
}) => WireAnswer;
