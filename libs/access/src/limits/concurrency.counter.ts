/** Counts what is in progress, by name. Unused names take no memory. */
export class ConcurrencyCounter {
  private readonly counts = new Map<string, number>();

  /** Counts one more, and returns false when the limit is reached already. */
  acquire(name: string, limit: number): boolean {
    const count = this.counts.get(name) ?? 0;
    if (count >= limit) return false;
    this.counts.set(name, count + 1);
    return true;
  }

  release(name: string): void {
    const count = (this.counts.get(name) ?? 1) - 1;
    if (count > 0) this.counts.set(name, count);
    else this.counts.delete(name);
  }
}
