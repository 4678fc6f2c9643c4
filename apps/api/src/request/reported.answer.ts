import type { DropInResult } from '@app/query';

/**
 * How a question was answered, for the log and the metrics. A response body of ours extends it, and JSON does not see it. The body of
 * a drop-in endpoint is the provider's: its handler reports this alone.
 */
export class ReportedAnswer<Result extends DropInResult = DropInResult> {
  readonly #result: Result;

  constructor(result: Result) {
    this.#result = result;
  }

  get result(): Result {
    return this.#result;
  }
}
