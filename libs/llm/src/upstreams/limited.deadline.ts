import type { Deadline } from '../llm-provider.port.js';

/** A deadline that also ends after so many milliseconds. */
export function limited(deadline: Deadline, timeoutMs: number): Deadline {
  const until = performance.now() + timeoutMs;
  return {
    signal: AbortSignal.any([deadline.signal, AbortSignal.timeout(timeoutMs)]),
    remainingMs: () => Math.min(deadline.remainingMs(), until - performance.now()),
    onSend: () => deadline.onSend?.(),
  };
}
