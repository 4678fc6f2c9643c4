import type { Usage } from '@app/core';

/** One provider's wire format, for test servers: its answers for a text, and its errors. */
export interface Wire {
  readonly path: string;
  /** The path of the base URL. */
  readonly basePath: string;
  readonly model: string;
  readonly usage: Usage;
  /** The body of a whole answer. `finish` is the provider's own finish reason. */
  whole(text: string, finish?: string): Record<string, unknown>;
  /** The same answer as server-sent events, one delta per piece. */
  streamed(pieces: readonly string[], finish?: string): string;
  /** The part of such a stream that makes the answer complete. The rest may be missing, when the stream ends between two events. */
  needed(stream: string): string;
  errorBody(message: string): unknown;
  /** An error event inside a stream. */
  errorEvent(): string;
}
