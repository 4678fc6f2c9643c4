/** A call that was sent and is held in a socket. */
interface HeldCall {
  deliver(): Promise<void>;
  drop(): void;
}

/**
 * The way from one replica to the stores. `holding`: saves are on their way and don't arrive, all else does. `cut`: nothing
 * arrives; what was held may still arrive later.
 */
export class Link {
  mode: 'up' | 'holding' | 'cut' = 'up';
  private held: HeldCall[] = [];
  private readonly listeners: (() => void)[] = [];
  private onHeld: () => void = () => {};

  get isCut(): boolean {
    return this.mode === 'cut';
  }

  async call<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.isCut) throw new Error('The stores are out of reach.');
    const result = await call();
    if (this.isCut) throw new Error('The reply was lost.');
    return result;
  }

  /** For a save: it may arrive late. */
  send<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.mode !== 'holding') return this.call(call);
    return new Promise((resolve, reject) => {
      const deliver = () => call().then(resolve, reject);
      this.held.push({ deliver, drop: () => reject(new Error('The connection broke.')) });
      this.onHeld();
    });
  }

  /** Resolves with the next call that is held. */
  nextHeld(): Promise<void> {
    return new Promise((resolve) => (this.onHeld = resolve));
  }

  /** All that is held arrives, or is lost. */
  async settle(arrives: boolean): Promise<void> {
    const held = this.held.splice(0);
    for (const call of held) await (arrives ? call.deliver() : call.drop());
  }

  /** The connections break: whoever listens has to doubt what it knows. */
  break(): void {
    this.listeners.forEach((listener) => listener());
  }

  onBreak(listener: () => void): void {
    this.listeners.push(listener);
  }
}
