/** A failure that the upstream reported inside a stream that had begun well. */
export class ReportedFailure extends Error {
  /** @param status the HTTP status that the same failure has when it comes before the stream. */
  constructor(readonly status: number) {
    super(`The upstream reported a failure inside its stream (as status ${status}).`);
    this.name = 'ReportedFailure';
  }
}
