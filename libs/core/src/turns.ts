/**
 * Counts synchronous work on the event loop, and tells when to yield to other work:
 *
 *     if (turns.isDue(amount)) await setImmediate();
 */
export class Turns {
  private sinceLast = 0;

  /** @param after the amount of work in one turn, in a unit of the caller's choice. */
  constructor(private readonly after: number) {}

  /** Adds to the work. Returns true when it is time to yield, and then starts counting again. */
  isDue(amount: number): boolean {
    this.sinceLast += amount;
    if (this.sinceLast < this.after) return false;
    this.sinceLast = 0;
    return true;
  }
}
