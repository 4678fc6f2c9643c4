import type { KnownKeys } from './known-keys.js';

/** A revocation is obeyed by every process within this time and one trip to the store. */
const INTERVAL_MS = 1_000;

/** Looks now and then, off every request's path, whether known keys were revoked elsewhere. */
export class RevocationWatch {
  private timer?: NodeJS.Timeout;

  constructor(private readonly keys: KnownKeys) {}

  start(): void {
    this.lookLater();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private lookLater(): void {
    this.timer = setTimeout(() => void this.look(), INTERVAL_MS).unref();
  }

  private async look(): Promise<void> {
    // A store that is away can't be revoked in either: what is known stays valid until it is back.
    await this.keys.follow().catch(() => undefined);
    if (this.timer) this.lookLater();
  }
}
