import type { JsonObject } from '../../json.js';
import { GrowingObject } from './growing.object.js';
import { OpenAiToolCalls } from './tool-calls.builder.js';

/** Builds a message from the deltas of a stream. */
export class OpenAiMessage {
  private readonly members = new GrowingObject({ role: 'assistant', content: null });
  private toolCalls?: OpenAiToolCalls;

  /** Takes a delta in. Returns the text that it adds to the answer. */
  add(delta: JsonObject): string {
    const { tool_calls: calls, ...members } = delta;
    if (Array.isArray(calls)) (this.toolCalls ??= new OpenAiToolCalls()).add(calls);
    this.members.add(Array.isArray(calls) ? members : delta);
    return typeof delta['content'] === 'string' ? delta['content'] : '';
  }

  get message(): JsonObject {
    return { ...this.members.object, ...(this.toolCalls && { tool_calls: this.toolCalls.calls }) };
  }
}
