import type { KnownKeys } from './known-keys.js';

/** Every process obeys a revocation within this time and one trip to the store. */
const INTERVAL_MS = 1_000;

/** Checks at intervals, off the path of requests, whether another process has revoked known keys. */
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
    // While the store is away nobody can revoke a key in it, so known keys stay valid.
    await this.keys.refresh().catch(() => undefined);
    if (this.timer) this.lookLater();
  }
}
