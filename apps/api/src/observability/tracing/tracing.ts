import type { IncomingHttpHeaders } from 'node:http';
import type { RequestFollower } from '@app/core';
import type { RequestLine } from '../request.line.js';

/** One request as a trace tells it. */
export interface RequestTrace extends RequestFollower {
  /** 32 hex digits. */
  readonly id: string;
  /** The request is over; an upstream call that others wait for may still end after it. */
  end(line: RequestLine): void;
}

/** Where requests are traced. */
export abstract class Tracing {
  /** `undefined` = this request is not traced. @param headers the caller's, whose trace is continued when they name one. */
  abstract begin(headers: IncomingHttpHeaders): RequestTrace | undefined;
  /** Sends what was not sent yet, as far as that is possible in a moment. Never rejects. */
  abstract close(): Promise<void>;
}

/** Nobody wants traces. */
export class NoTracing extends Tracing {
  begin(): undefined {
    return undefined;
  }

  async close(): Promise<void> {}
}
