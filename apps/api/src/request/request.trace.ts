import type { RequestFollower } from '@app/core';
import type { RequestLine } from './request.line.js';

/** One request in a trace. */
export interface RequestTrace extends RequestFollower {
  /** 32 hex digits. */
  readonly id: string;
  /** The request is over. An upstream call that other requests wait for may end later. */
  end(line: RequestLine): void;
}
