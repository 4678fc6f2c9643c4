/**
 * What is asked for several times in one turn of the event loop is read once. The client sends its commands when the turn
 * ends, so the reading is not older than any request that shares it.
 */
export class SharedReads<Result> {
  private readonly readings = new Map<string, Promise<Result>>();

  read(name: string, read: () => Promise<Result>): Promise<Result> {
    const shared = this.readings.get(name);
    if (shared) return shared;
    if (this.readings.size === 0) setImmediate(() => this.readings.clear());
    const reading = read();
    this.readings.set(name, reading);
    return reading;
  }
}
