/**
 * Counts work that is done in one go on the event loop, and says when it is time to give everything else a turn:
 * `if (turns.isDue(amount)) await turn();`, where `turn` is `setImmediate`.
 */
export class Turns {
  private sinceLast = 0;

  /** @param after how much may be done in one turn; the unit is the caller's. */
  constructor(private readonly after: number) {}

  /** Adds to the work; `true` = a turn is due, and is counted as given. */
  isDue(amount: number): boolean {
    this.sinceLast += amount;
    if (this.sinceLast < this.after) return false;
    this.sinceLast = 0;
    return true;
  }
}
