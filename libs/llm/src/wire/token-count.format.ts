import { type Answer, type ProviderName, type RagCacheError } from '@app/core';
import { BrokenAnswer } from '../errors.js';
import type { JsonObject } from '../json.js';
import type { ToolCall } from './tool-call.js';
import { WireFormat, type WireStreamReader } from './wire-format.port.js';
import type { WireRequest } from './wire-request.js';

/** The format of whole requests whose tokens are counted. */
export type CountedFormat = Pick<WireFormat, 'read' | 'error' | 'errorFrame'>;

/**
 * A provider's count of the tokens of a request. It depends on the request alone, so the exact tier keeps it. A count costs nothing,
 * and is never streamed.
 */
export abstract class TokenCountFormat extends WireFormat {
  abstract override readonly provider: ProviderName;

  /** @param counted reads the requests, and writes the errors. */
  constructor(private readonly counted: CountedFormat) {
    super();
  }

  /** Whether the count depends on something that only the provider knows. */
  protected abstract isStateful(body: JsonObject): boolean;

  read(body: JsonObject): WireRequest {
    const request = this.counted.read(body);
    return { ...request, isKept: false, isStream: false, tiers: this.isStateful(body) ? 'none' : 'exact' };
  }

  outgoing(body: Buffer): Buffer {
    return body;
  }

  /** The answer's text is the number. */
  answerOf(body: JsonObject): Answer {
    const { input_tokens: count } = body;
    if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
      throw new BrokenAnswer('The upstream counted no tokens.');
    return {
      ...{ text: String(count), finishReason: 'stop', provider: this.provider, model: '', raw: body },
      usage: { prompt: 0, completion: 0, total: 0 },
    };
  }

  toolCalls(): readonly ToolCall[] {
    return [];
  }

  reader(): WireStreamReader {
    throw new BrokenAnswer('A count is not streamed.');
  }

  whole({ raw }: Answer): JsonObject {
    return raw as JsonObject;
  }

  frames(): Iterable<string> {
    return [];
  }

  error(error: RagCacheError, status: number, requestId: string): JsonObject {
    return this.counted.error(error, status, requestId);
  }

  errorFrame(error: RagCacheError, status: number, requestId: string): string {
    return this.counted.errorFrame(error, status, requestId);
  }
}
