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
import { toAnswer } from '../response.mapper.js';
import { messagesError } from './messages.errors.js';
import { eventFrame, messageFrames, replayedMessage } from './messages.replay.js';
import { readMessages } from './messages.request.js';
import { MessagesStreamReader } from './messages.stream-reader.js';
import { toolCallsIn } from './messages.tools.js';

/** The wire format of Anthropic's Messages. */
export class MessagesWireFormat extends WireFormat {
  readonly name = 'messages';
  readonly provider = 'anthropic';
  readonly path = '/v1/messages';
  readonly modelsPath = '/v1/models';

  read(body: JsonObject): WireRequest {
    return readMessages(body);
  }

  /** Adds nothing, because every stream of Anthropic reports the usage. */
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
    return new MessagesStreamReader();
  }

  whole({ raw }: Answer, facts: ReplayFacts): JsonObject {
    return replayedMessage(raw, facts);
  }

  frames(answer: Answer, _request: WireRequest, facts: StreamFacts): Iterable<string> {
    return messageFrames(this.whole(answer, facts), facts.slicing);
  }

  error(error: RagCacheError, status: number, requestId: string): JsonObject {
    return messagesError(error, status, requestId);
  }

  errorFrame(error: RagCacheError, status: number, requestId: string): string {
    return [...eventFrame(this.error(error, status, requestId))].join('');
  }
}
