import type { Deadline } from '../src/llm-provider.port.js';

/** A deadline after some milliseconds, or when the given signal aborts. */
export function deadlineIn(milliseconds: number, caller?: AbortSignal): Deadline {
  const end = performance.now() + milliseconds;
  const timer = AbortSignal.timeout(milliseconds);
  return {
    signal: caller ? AbortSignal.any([timer, caller]) : timer,
    remainingMs: () => end - performance.now(),
  };
}
