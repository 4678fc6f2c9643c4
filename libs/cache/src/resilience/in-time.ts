/** What was waited for did not come in time. */
export class TooLate extends Error {
  constructor(milliseconds: number) {
    super(`It took longer than ${milliseconds} ms.`);
    this.name = 'TooLate';
  }
}

/**
 * As the work ends, or rejects with `TooLate`; the work itself goes on. Time that this process was busy with other things
 * is not held against it: timers run before sockets are read, so what the work waits for is let in before it is judged.
 */
export function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new TooLate(milliseconds));
    const timer = setTimeout(() => setImmediate(giveUp), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
