import type { Script } from '../script.js';
import { blockEvents, type MessageEvent } from './block.events.js';
import type { Block } from './content.js';
import type { AnthropicUsage } from './usage.js';

/** A finished message, to be told piece by piece. */
interface FinishedMessage {
  /** Members that are known from the start. */
  readonly facts: object;
  readonly blocks: readonly Block[];
  /** Why it ended. */
  readonly stop: object;
  readonly usage: AnthropicUsage;
}

const UNENDED = { stop_reason: null, stop_sequence: null, stop_details: null };

/** The events of a stream in the order in which Anthropic sends them, as SSE frames. */
export function eventFrames({ facts, blocks, stop, usage }: FinishedMessage, script: Script): string[] {
  const message = { ...facts, content: [], ...UNENDED, usage: { ...usage, output_tokens: 1 } };
  const events: MessageEvent[] = [
    { type: 'message_start', message },
    ...blocks.flatMap((block, index) => blockEvents(block, index, script.wordsPerDelta)),
    { type: 'message_delta', delta: stop, usage: soFar(usage) },
    { type: 'message_stop' },
  ];
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

/** The counts of the last delta are those of the whole message; what doesn't change any more is left out. */
function soFar(usage: AnthropicUsage): object {
  const { input_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens } = usage;
  return { input_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens };
}
