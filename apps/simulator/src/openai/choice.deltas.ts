import { jsonPieces, pieces } from '../pieces.js';
import type { Choice, OpenAiToolCall } from './choices.js';
import type { Logprobs } from './logprobs.js';

/** What a chunk says about one choice. */
export interface ChoiceDelta {
  readonly index: number;
  readonly delta: object;
  readonly logprobs: Logprobs | null;
  readonly finish_reason: string | null;
}

/** A choice piece by piece: role, reasoning, text or refusal, tool calls, annotations, finish. */
export function deltasOf({ index, message, logprobs, finish_reason }: Choice, words?: number): ChoiceDelta[] {
  const { role, content, annotations, reasoning_content = '', tool_calls = [] } = message;
  const piece = (delta: object, of: Logprobs | null = null): ChoiceDelta => ({
    ...{ index, delta, logprobs: of, finish_reason: null },
  });
  const first = { role, content: content === null && tool_calls.length > 0 ? null : '', refusal: null };
  return [
    piece(first, logprobs && slice(logprobs, 0, 0)),
    ...pieces(reasoning_content, words).map((text) => piece({ reasoning_content: text })),
    ...(['content', 'refusal'] as const).flatMap((member) =>
      pieces(message[member] ?? '', words).map((text, number) =>
        piece({ [member]: text }, logprobs && slice(logprobs, number, number + 1)),
      ),
    ),
    ...tool_calls.flatMap(toolDeltas).map((delta) => piece({ tool_calls: [delta] })),
    ...(annotations.length > 0 ? [piece({ annotations })] : []),
    { ...piece({}), finish_reason },
  ];
}

function slice({ content, refusal }: Logprobs, from: number, to: number): Logprobs {
  return { content: content && content.slice(from, to), refusal: refusal && refusal.slice(from, to) };
}

function toolDeltas(
  { id, type, function: { name, arguments: json } }: OpenAiToolCall,
  index: number,
): object[] {
  return [
    { index, id, type, function: { name, arguments: '' } },
    ...jsonPieces(json).map((text) => ({ index, function: { arguments: text } })),
  ];
}
