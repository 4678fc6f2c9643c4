/** How many there are at once, by name; names that nobody uses take no room. */
export class InUse {
  private readonly counts = new Map<string, number>();

  /** Whether there was room for one more. */
  enter(name: string, most: number): boolean {
    const count = this.counts.get(name) ?? 0;
    if (count >= most) return false;
    this.counts.set(name, count + 1);
    return true;
  }

  leave(name: string): void {
    const count = (this.counts.get(name) ?? 1) - 1;
    if (count > 0) this.counts.set(name, count);
    else this.counts.delete(name);
  }
}
