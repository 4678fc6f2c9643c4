import { RagCacheError } from '@app/core';

/** What a log may know about an error: kinds and places, never messages, which can hold anything. */
export interface ErrorFacts {
  readonly type: string;
  readonly code?: string;
  readonly frames?: readonly string[];
  readonly cause?: ErrorFacts;
}

const DEEPEST_CAUSE = 4;
const MOST_FRAMES = 8;

export function errorFacts(error: unknown, depth = 0): ErrorFacts | undefined {
  if (error === undefined || error === null || depth > DEEPEST_CAUSE) return undefined;
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    code: codeOf(error),
    frames: error instanceof RagCacheError ? undefined : framesOf(error),
    cause: errorFacts(error.cause, depth + 1),
  };
}

/** Codes are short upper-case or snake-case words; anything else under that name is not one. */
function codeOf(error: Error & { code?: unknown }): string | undefined {
  const { code } = error;
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : undefined;
}

/** The message stands first in a stack and may itself have lines: it is cut off. */
function framesOf({ stack = '', message }: Error): string[] {
  const afterMessage = stack.slice(stack.indexOf(message) + message.length);
  const frames = afterMessage.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.slice(0, MOST_FRAMES).map((line) => line.trim());
}
