import type { IncomingHttpHeaders } from 'node:http';
import type { RequestTrace } from '../../request/request.trace.js';

/** Traces requests. */
export abstract class Tracing {
  /** `undefined` = this request is not traced. @param headers of the caller. The trace that they name is continued. */
  abstract begin(headers: IncomingHttpHeaders): RequestTrace | undefined;
  /** Sends the remaining spans, within a short time limit. Never rejects. */
  abstract close(): Promise<void>;
}

/** Traces nothing, when no collector is configured. */
export class NoTracing extends Tracing {
  begin(): undefined {
    return undefined;
  }

  async close(): Promise<void> {}
}
