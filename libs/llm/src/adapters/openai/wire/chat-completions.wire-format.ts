import type { Answer, RagCacheError } from '@app/core';
import type { JsonObject } from '../../../json.js';
import { addIncludeUsage } from '../../../wire/body.splice.js';
import type { ToolCall } from '../../../wire/tool-call.js';
import {
  WireFormat,
  type ReplayFacts,
  type StreamFacts,
  type WireStreamReader,
} from '../../../wire/wire-format.port.js';
import type { WireRequest } from '../../../wire/wire-request.js';
import { toAnswer } from '../response.mapper.js';
import { errorBody } from './chat-completions.errors.js';
import { chunkFrames, renewed } from './chat-completions.replay.js';
import { readRequest } from './chat-completions.request.js';
import { ChatCompletionsReader } from './chat-completions.stream-reader.js';
import { toolCallsIn } from './chat-completions.tools.js';

const DONE = 'data: [DONE]\n\n';

/** The wire format of OpenAI's Chat Completions. */
export class ChatCompletionsWireFormat extends WireFormat {
  readonly name = 'chat-completions';
  readonly provider = 'openai';
  readonly path = '/chat/completions';
  readonly modelsPath = '/models';

  read(body: JsonObject): WireRequest {
    return readRequest(body);
  }

  /** Asks for the usage, which is stored with the answer. A stream reports it only on request. */
  outgoing(body: Buffer, request?: WireRequest): Buffer {
    return request?.isStream && !request.wantsUsage ? addIncludeUsage(body) : body;
  }

  answerOf(body: JsonObject): Answer {
    return toAnswer(body);
  }

  toolCalls({ raw }: Answer): readonly ToolCall[] {
    return toolCallsIn(raw);
  }

  reader(request?: WireRequest): WireStreamReader {
    return new ChatCompletionsReader(request?.choices);
  }

  whole({ raw }: Answer, facts: ReplayFacts): JsonObject {
    return renewed(raw, facts);
  }

  *frames({ raw }: Answer, { wantsUsage }: WireRequest, facts: StreamFacts): Generator<string> {
    yield* chunkFrames(renewed(raw, facts), { wantsUsage, slicing: facts.slicing });
    yield DONE;
  }

  error(error: RagCacheError, status: number, requestId: string): JsonObject {
    return errorBody(error, status, requestId);
  }

  errorFrame(error: RagCacheError, status: number, requestId: string): string {
    return `data: ${JSON.stringify(errorBody(error, status, requestId))}\n\n`;
  }
}
