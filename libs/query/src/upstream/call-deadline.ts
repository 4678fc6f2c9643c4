import type { Deadline } from '@app/llm';
import type { Caller } from '../request.js';

/** The time limit of a call that no other request shares: it ends with its caller, or when its time is up. */
export function callDeadline(caller: Caller, timeoutMs: number): Deadline {
  const until = performance.now() + timeoutMs;
  const signal = AbortSignal.any([caller.signal, AbortSignal.timeout(timeoutMs)]);
  return { signal, remainingMs: () => until - performance.now() };
}
