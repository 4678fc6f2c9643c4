/** A process that has died does not answer: no other is waited for longer than this after the servers changed. Milliseconds. */
const LONGEST_WAIT_MS = 5_000;

/**
 * Whether all processes have given the registry's servers what they know. Until then the registry may lack a purge that another
 * process was told of.
 */
export class RollCall {
  private servers?: string;
  private isDone = false;
  /** Monotonic milliseconds. */
  private giveUpAt = 0;
  /** The processes that were there lately. */
  private expected: ReadonlySet<string> = new Set();

  get isComplete(): boolean {
    return this.isDone;
  }

  /** @param roll which servers each process of the last seconds has given what it knows. */
  note(servers: string, roll: ReadonlyMap<string, string>, now: number): void {
    if (servers !== this.servers) this.begin(servers, now);
    if (!this.isDone) {
      this.expected = new Set([...this.expected, ...roll.keys()]);
      const isAnswered = [...this.expected].every((process) => roll.get(process) === servers);
      this.isDone = isAnswered || now >= this.giveUpAt;
    }
    if (this.isDone) this.expected = new Set(roll.keys());
  }

  private begin(servers: string, now: number): void {
    this.servers = servers;
    this.isDone = false;
    this.giveUpAt = now + LONGEST_WAIT_MS;
  }
}
