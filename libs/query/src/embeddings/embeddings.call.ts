import { isUtf8 } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import { RagCacheError, type Clock, type UpstreamOutcome, type Usage } from '@app/core';
import {
  BrokenAnswer,
  codeOfStatus,
  parsedInTurns,
  readEmbeddingsAnswer,
  type Deadline,
  type EmbeddingsAnswer,
  type ModelCatalog,
  type WireCall,
  type WireResponse,
} from '@app/llm';
import { CallerLeft } from '../flights/waiter.js';
import type { Caller } from '../request.js';
import { tokensIn } from '../upstream/call-charge.js';
import { callDeadline } from '../upstream/call-deadline.js';
import type { UpstreamGate } from '../upstream/upstream-gate.js';
import type { AskedBatch } from './embeddings.batch.js';
import type { ResolvedEmbeddings } from './embeddings.types.js';

export interface EmbeddingsCallTools {
  readonly gate: UpstreamGate;
  readonly catalog: ModelCatalog;
  readonly clock: Clock;
}

/** The provider's response, read to its end. */
export interface EmbeddingsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Absent when the response is no complete answer to the items that were asked for. */
  readonly answer?: EmbeddingsAnswer;
}

const OK = 200;

/** One call for the items of a request that are not in memory: asks the provider, reads the answer, charges the account. */
export class EmbeddingsCall {
  private isSent = false;

  constructor(
    private readonly tools: EmbeddingsCallTools,
    private readonly request: ResolvedEmbeddings,
    private readonly caller: Caller,
  ) {}

  /**
   * @param asked the items of the call; absent = the body was not read, and then its response is not read either.
   * Rejects as `WireUpstream.send` does, with `overloaded` when there is no room for the call, and with `CallerLeft`.
   */
  send(call: WireCall, asked?: AskedBatch): Promise<EmbeddingsResponse> {
    return this.tools.gate.pass(this.request.ask.tenant, () => this.metered(call, asked));
  }

  private async metered(call: WireCall, asked?: AskedBatch): Promise<EmbeddingsResponse> {
    const startedAt = this.tools.clock.monotonic();
    const estimated = tokensIn(call.body?.length ?? 0);
    try {
      const response = await this.made(call, asked);
      this.report(outcomeOf(response), startedAt, response.answer?.usage);
      if (response.status === OK) this.charge(response.answer?.usage ?? usageOf(estimated), response.answer);
      return response;
    } catch (error) {
      const isLeft = this.caller.signal.aborted;
      this.report(isLeft ? 'left' : codeOf(error), startedAt);
      // Otherwise leaving early would make the call free.
      if (isLeft && this.isSent) this.charge(usageOf(estimated));
      throw isLeft ? new CallerLeft() : error;
    }
  }

  private async made(call: WireCall, asked?: AskedBatch): Promise<EmbeddingsResponse> {
    const response = await this.request.route.upstream.wire.send(call, this.deadline());
    const { status, headers } = response;
    const body = await bodyOf(response);
    const answer = asked && status === OK ? await this.answerIn(body, asked) : undefined;
    return { status, headers, body, answer };
  }

  private async answerIn(body: Buffer, { items }: AskedBatch): Promise<EmbeddingsAnswer | undefined> {
    const dimensions = this.request.batch?.request.dimensions;
    try {
      if (!isUtf8(body)) return undefined;
      const answer = await parsedInTurns(body.toString('utf8'), 'data');
      return await readEmbeddingsAnswer(answer, {
        count: items.length,
        dimensions,
      });
    } catch (error) {
      if (error instanceof BrokenAnswer) return undefined;
      throw error;
    }
  }

  private deadline(): Deadline {
    // A timer takes whole milliseconds.
    const remaining = Math.max(0, Math.ceil(this.request.deadline - this.tools.clock.monotonic()));
    return { ...callDeadline(this.caller, remaining), onSend: () => (this.isSent = true) };
  }

  private report(outcome: UpstreamOutcome, startedAt: number, usage?: Usage): void {
    const { ask, provider, remember } = this.request;
    const { catalog, clock } = this.tools;
    const endedAt = clock.monotonic();
    ask.timer.note({ step: 'upstream', startedAt, endedAt, hasFailed: outcome !== 'answered' });
    ask.timer.upstreamCalled({
      ...{ provider, model: catalog.label(remember.model), outcome, startedAt, endedAt, usage },
      costUsd: usage && catalog.cost(remember.model, usage),
    });
  }

  private charge(usage: Usage, answer?: EmbeddingsAnswer): void {
    const { catalog } = this.tools;
    const { account, remember } = this.request;
    const usd = catalog.cost(remember.model, usage) ?? catalog.cost(answer?.model ?? '', usage);
    account?.charge(usage, usd);
  }
}

function bodyOf({ body }: WireResponse): Promise<Buffer> {
  return buffer(body);
}

function outcomeOf({ status, answer }: EmbeddingsResponse): UpstreamOutcome {
  if (status !== OK) return codeOfStatus(status);
  return answer ? 'answered' : 'broken';
}

function codeOf(error: unknown): UpstreamOutcome {
  return error instanceof RagCacheError ? error.code : 'internal';
}

function usageOf(prompt: number): Usage {
  return { prompt, completion: 0, total: prompt };
}
