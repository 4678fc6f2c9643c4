import type { Answer, RagCacheError } from '@app/core';
import type { JsonObject } from '../../../json.js';
import type { ToolCall } from '../../../wire/tool-call.js';
import {
  WireFormat,
  type ReplayFacts,
  type StreamFacts,
  type WireStreamReader,
} from '../../../wire/wire-format.port.js';
import type { WireRequest } from '../../../wire/wire-request.js';
import { errorBody } from '../wire/chat-completions.errors.js';
import { toAnswer } from './responses.answer.js';
import { eventFrame, renewed, responseFrames } from './responses.replay.js';
import { readRequest } from './responses.request.js';
import { ResponsesStreamReader } from './responses.stream-reader.js';
import { toolCallsIn } from './responses.tools.js';

/** The wire format of OpenAI's Responses. */
export class ResponsesWireFormat extends WireFormat {
  readonly name = 'responses';
  readonly provider = 'openai';
  readonly path = '/responses';
  readonly modelsPath = '/models';

  read(body: JsonObject): WireRequest {
    return readRequest(body);
  }

  /** Adds nothing, because every stream reports the usage. */
  outgoing(body: Buffer): Buffer {
    return body;
  }

  answerOf(body: JsonObject): Answer {
    return toAnswer(body);
  }

  toolCalls({ raw }: Answer): readonly ToolCall[] {
    return toolCallsIn(raw);
  }

  reader(): WireStreamReader {
    return new ResponsesStreamReader();
  }

  whole({ raw }: Answer, facts: ReplayFacts): JsonObject {
    return renewed(raw, facts);
  }

  frames(answer: Answer, _request: WireRequest, facts: StreamFacts): Iterable<string> {
    return responseFrames(this.whole(answer, facts), facts.slicing);
  }

  error(error: RagCacheError, status: number, requestId: string): JsonObject {
    return errorBody(error, status, requestId);
  }

  /** OpenAI's own event has the members flat; its clients throw when they find the error as a whole. */
  errorFrame(error: RagCacheError, status: number, requestId: string): string {
    const body = errorBody(error, status, requestId);
    const { code, message, param } = body['error'] as JsonObject;
    return [...eventFrame({ type: 'error', code, message, param, ...body })].join('');
  }
}
