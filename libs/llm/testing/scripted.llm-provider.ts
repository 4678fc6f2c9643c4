import { setTimeout as sleep } from 'node:timers/promises';
import { RagCacheError, type Answer, type ProviderName } from '@app/core';
import { LlmProvider, type Deadline, type LlmEvent, type LlmRequest } from '../src/llm-provider.port.js';

/** The course of one call. The error, if any, comes after the delay and after `pieces`. */
export interface ScriptedCall {
  /** The answer's text; default `The answer to: <prompt>`. */
  readonly text?: string;
  /** Other differences from a plain finished answer. */
  readonly answer?: Partial<Answer>;
  readonly delayMs?: number;
  /** The deltas of a stream; default: the whole text in one. */
  readonly pieces?: readonly string[];
  /** The delay before each delta except the first. */
  readonly pauseMs?: number;
  readonly error?: Error;
}

export type Script = readonly ScriptedCall[] | ((request: LlmRequest, call: number) => ScriptedCall);

/** A provider with a script: call n follows step n, and later calls follow the last step. It counts calls and aborts. */
export class ScriptedLlmProvider extends LlmProvider {
  readonly requests: LlmRequest[] = [];
  /** Calls that were aborted while they waited, with streams whose reader left. */
  aborted = 0;

  constructor(
    private readonly script: Script = [{}],
    readonly name: ProviderName = 'openai',
  ) {
    super();
  }

  get calls(): number {
    return this.requests.length;
  }

  async complete(request: LlmRequest, deadline: Deadline): Promise<Answer> {
    const call = this.begin(request, deadline);
    await this.wait(call, deadline);
    if (call.error) throw call.error;
    return answerTo(request, call, this.name);
  }

  async *stream(request: LlmRequest, deadline: Deadline): AsyncGenerator<LlmEvent, void, void> {
    const call = this.begin(request, deadline);
    await this.wait(call, deadline);
    const answer = answerTo(request, call, this.name);
    yield* this.deltas(call.pieces ?? [answer.text], call.pauseMs, deadline);
    if (call.error) throw call.error;
    yield { type: 'answer', answer };
  }

  private async *deltas(
    pieces: readonly string[],
    pauseMs: number | undefined,
    { signal }: Deadline,
  ): AsyncGenerator<LlmEvent, void, void> {
    let finished = false;
    try {
      for (const [number, text] of pieces.entries()) {
        await pause(number > 0 ? pauseMs : undefined, signal);
        yield { type: 'delta', text };
      }
      finished = true;
    } catch (error) {
      throw outOfTime(error);
    } finally {
      if (!finished) this.aborted++;
    }
  }

  private begin(request: LlmRequest, deadline: Deadline): ScriptedCall {
    deadline.onSend?.();
    const call = this.requests.push(request);
    if (typeof this.script === 'function') return this.script(request, call - 1);
    return this.script[Math.min(call, this.script.length) - 1] ?? {};
  }

  private async wait({ delayMs = 0 }: ScriptedCall, deadline: Deadline): Promise<void> {
    await sleep(delayMs, undefined, { signal: deadline.signal }).catch((error: unknown) => {
      this.aborted++;
      throw outOfTime(error);
    });
  }
}

async function pause(milliseconds: number | undefined, signal: AbortSignal): Promise<void> {
  if (milliseconds !== undefined) await sleep(milliseconds, undefined, { signal });
  signal.throwIfAborted();
}

function answerTo(request: LlmRequest, call: ScriptedCall, provider: ProviderName): Answer {
  const text = call.text ?? call.pieces?.join('') ?? `The answer to: ${request.prompt}`;
  return {
    text,
    finishReason: 'stop',
    provider,
    model: request.model,
    usage: { prompt: 10, completion: 5, total: 15 },
    raw: { scripted: true, content: text },
    ...call.answer,
  };
}

function outOfTime(cause: unknown): RagCacheError {
  return new RagCacheError('upstream_timeout', 'The script was aborted.', { cause });
}
