import type { IncomingHttpHeaders } from 'node:http';
import type { RequestTrace } from '../../request/request.trace.js';

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
