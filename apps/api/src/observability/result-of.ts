import type { DropInResult } from '@app/query';
import { DropInReport } from '../drop-in/drop-in.report.js';
import { QueryResponse } from '../query/query.response.js';

/** What a handler decided, if the body is one of those that remember it. */
export function resultOf(body: unknown): DropInResult | undefined {
  return body instanceof QueryResponse || body instanceof DropInReport ? body.result : undefined;
}
