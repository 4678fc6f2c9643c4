import type { Answer } from '@app/core';
import { UpstreamError } from '../errors.js';
import { LlmProvider, type Deadline, type LlmEvent, type LlmRequest } from '../llm-provider.port.js';
import type { FallbackModel } from './fallback-model.js';

/** A model that is asked when the one before it failed. */
export interface SubstituteProvider extends FallbackModel {
  readonly provider: LlmProvider;
}

interface Turn {
  readonly provider: LlmProvider;
  readonly request: LlmRequest;
  /** Absent = the model that was asked for. */
  readonly fallback?: FallbackModel;
}

/**
 * A provider whose questions go to other models when it fails, its retries included, and before any part of an answer. All calls share
 * the question's deadline, whose `onFallback` hears of each other model.
 */
export class FallbackLlmProvider extends LlmProvider {
  constructor(
    private readonly first: LlmProvider,
    private readonly others: readonly SubstituteProvider[],
  ) {
    super();
  }

  get name(): string {
    return this.first.name;
  }

  async complete(request: LlmRequest, deadline: Deadline): Promise<Answer> {
    return this.inTurn(request, deadline, (turn) => turn.provider.complete(turn.request, deadline));
  }

  async *stream(request: LlmRequest, deadline: Deadline): AsyncGenerator<LlmEvent, void, void> {
    const { first, rest } = await this.inTurn(request, deadline, (turn) => begun(turn, deadline));
    try {
      if (!first.done) yield first.value;
      yield* { [Symbol.asyncIterator]: () => rest };
    } finally {
      await rest.return?.();
    }
  }

  /** When all models fail, the last one's error is the result. */
  private async inTurn<Result>(
    request: LlmRequest,
    deadline: Deadline,
    ask: (turn: Turn) => Promise<Result>,
  ): Promise<Result> {
    const turns = [{ provider: this.first, request }, ...this.others.map((other) => turnOf(other, request))];
    for (const turn of turns.slice(0, -1)) {
      try {
        return await ask(turn);
      } catch (error) {
        if (!isUnwell(error) || deadline.signal.aborted || deadline.remainingMs() <= 0) throw error;
      }
      deadline.onFallback?.(turns[turns.indexOf(turn) + 1]!.fallback!);
    }
    return ask(turns.at(-1)!);
  }
}

function turnOf({ provider, upstream, model }: SubstituteProvider, request: LlmRequest): Turn {
  return { provider, request: { ...request, model }, fallback: { upstream, model } };
}

async function begun(
  { provider, request }: Turn,
  deadline: Deadline,
): Promise<{ first: IteratorResult<LlmEvent, unknown>; rest: AsyncIterator<LlmEvent> }> {
  const rest = provider.stream(request, deadline)[Symbol.asyncIterator]();
  return { first: await rest.next(), rest };
}

/** Whether the upstream failed, and not the request or the key. */
function isUnwell(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  return !['upstream_auth', 'upstream_model', 'upstream_refused'].includes(error.code);
}
