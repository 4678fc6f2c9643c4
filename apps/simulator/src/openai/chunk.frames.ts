import type { Script } from '../script.js';
import type { RequestBody } from '../wire-format.js';
import type { Choice } from './choices.js';
import { type ChoiceDelta, deltasOf } from './choice.deltas.js';

/** A finished completion, to be told piece by piece. */
interface Completion {
  /** Members that the whole and each chunk have in common. */
  readonly facts: object;
  readonly choices: readonly Choice[];
  readonly usage: object;
}

/** The chunks of a stream in the order in which OpenAI sends them, as SSE frames. The choices take turns. */
export function chunkFrames(
  { facts, choices, usage }: Completion,
  { wordsPerDelta }: Script,
  { stream_options: options }: RequestBody,
): string[] {
  const wantsUsage = (options as { include_usage?: boolean } | undefined)?.include_usage === true;
  const common = { ...facts, object: 'chat.completion.chunk' };
  const told = inTurns(choices.map((choice) => deltasOf(choice, wordsPerDelta)));
  const chunks = [
    ...told.map((delta) => ({ ...common, choices: [delta], ...(wantsUsage ? { usage: null } : {}) })),
    ...(wantsUsage ? [{ ...common, choices: [], usage }] : []),
  ];
  return [...chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`), 'data: [DONE]\n\n'];
}

function inTurns(lists: readonly ChoiceDelta[][]): ChoiceDelta[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) =>
    lists.flatMap((list) => list.slice(turn, turn + 1)),
  ).flat();
}
