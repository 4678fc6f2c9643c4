/** What was asked of the simulator so far. */
export interface CallCounts {
  readonly total: number;
  /** Calls whose caller left before the answer was complete. */
  readonly aborted: number;
  /** By path. */
  readonly byPath: Readonly<Record<string, number>>;
  /** The latest requests, oldest first. */
  readonly recent: readonly RecordedCall[];
}

export interface RecordedCall {
  readonly path: string;
  /** The path with its query, as it came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** The body's text as it came. */
  readonly rawBody: string;
}

const KEPT = 100;

export class CallRecorder {
  private aborted = 0;
  private byPath: Record<string, number> = {};
  private recent: RecordedCall[] = [];

  begin(call: RecordedCall): void {
    this.byPath[call.path] = (this.byPath[call.path] ?? 0) + 1;
    this.recent = [...this.recent, call].slice(-KEPT);
  }

  abort(): void {
    this.aborted++;
  }

  reset(): void {
    this.aborted = 0;
    this.byPath = {};
    this.recent = [];
  }

  counts(): CallCounts {
    const total = Object.values(this.byPath).reduce((sum, count) => sum + count, 0);
    return { total, aborted: this.aborted, byPath: { ...this.byPath }, recent: this.recent };
  }
}
