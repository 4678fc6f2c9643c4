import { RagCacheError } from '@app/core';

/** The loggable facts about an error: kinds and places, never messages, which can hold anything. */
export interface ErrorFacts {
  readonly type: string;
  readonly code?: string;
  readonly frames?: readonly string[];
  readonly cause?: ErrorFacts;
}

const MAX_CAUSES = 4;
const MAX_FRAMES = 8;

export function errorFacts(error: unknown, depth = 0): ErrorFacts | undefined {
  if (error === undefined || error === null || depth > MAX_CAUSES) return undefined;
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    code: codeOf(error),
    frames: error instanceof RagCacheError ? undefined : framesOf(error),
    cause: errorFacts(error.cause, depth + 1),
  };
}

/** A code is a short word of letters, digits and `_`. Other values of that member are ignored. */
function codeOf(error: Error & { code?: unknown }): string | undefined {
  const { code } = error;
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : undefined;
}

/** The frames of a stack. The message comes first in a stack and may have several lines, so it is cut off. */
function framesOf({ stack = '', message }: Error): string[] {
  const afterMessage = stack.slice(stack.indexOf(message) + message.length);
  const frames = afterMessage.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.slice(0, MAX_FRAMES).map((line) => line.trim());
}
