import type { Deadline } from '../llm-provider.port.js';

/** The deadline of one call among several for the same request, which can be given up alone. */
export interface AbortableDeadline extends Deadline {
  abort(): void;
}

export function abortable(deadline: Deadline): AbortableDeadline {
  const controller = new AbortController();
  return {
    signal: AbortSignal.any([deadline.signal, controller.signal]),
    remainingMs: () => deadline.remainingMs(),
    onSend: () => deadline.onSend?.(),
    abort: () => controller.abort(),
  };
}
