import type { StepObserver } from '@app/core';
import type { RequestLine } from './request.line.js';

/** One request in a trace. */
export interface RequestTrace extends StepObserver {
  /** 32 hex digits. */
  readonly id: string;
  /** The request is over. An upstream call that other requests wait for may end later. */
  end(line: RequestLine): void;
}
