import { existsSync, openSync, readSync } from 'node:fs';

/** `<ns on a processor> <ns waiting for one> <slices>` of the main thread, on Linux. */
const SCHEDSTAT = `/proc/${process.pid}/task/${process.pid}/schedstat`;
const schedstat = existsSync(SCHEDSTAT) ? openSync(SCHEDSTAT, 'r') : undefined;
const buffer = Buffer.alloc(64);

/** Time that passes, less that in which this thread waited for a processor that others had: the disk's time counts, theirs does not. */
export class Stopwatch {
  private readonly started = performance.now() - waited();

  ms(): number {
    return performance.now() - waited() - this.started;
  }
}

function waited(): number {
  if (schedstat === undefined) return 0;
  const length = readSync(schedstat, buffer, 0, buffer.length, 0);
  return Number(buffer.toString('latin1', 0, length).split(' ')[1]) / 1e6;
}
