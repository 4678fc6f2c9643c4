import type { Usage } from '@app/core';

/** One provider's wire format: what it sends for a text, and how it says that something is wrong. */
export interface Wire {
  readonly path: string;
  /** The base URL's part after the origin. */
  readonly basePath: string;
  readonly model: string;
  readonly usage: Usage;
  /** A whole answer's body. `finish` in the provider's own words. */
  whole(text: string, finish?: string): Record<string, unknown>;
  /** The same as server-sent events, a delta per piece. */
  streamed(pieces: readonly string[], finish?: string): string;
  /** The part of such a stream that makes the answer whole. What follows may be missing, if the stream ends between two events. */
  needed(stream: string): string;
  errorBody(message: string): unknown;
  /** An error event inside a stream. */
  errorEvent(): string;
}
