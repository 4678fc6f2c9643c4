import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import { SentinelConnector } from 'ioredis';
import { speechOf } from './redis.tls-probe.js';

type Options = ConstructorParameters<typeof SentinelConnector>[0];
type Tell = Parameters<SentinelConnector['connect']>[0];

/**
 * Finds the master through Sentinels that may or may not speak TLS: in TLS as soon as one of them does, in plain text when
 * one answered and none does. Only for Sentinels that are told no password; the master is always spoken to in TLS.
 */
export class TlsFirstConnector extends SentinelConnector {
  private readonly tls: ConnectionOptions;
  private readonly strategy: NonNullable<Options['sentinelRetryStrategy']>;
  private isWanted = false;

  /** @param given the client's options, which it hands to connectors without a type. */
  constructor(given: unknown) {
    const options = given as Options;
    super({ ...options, sentinelRetryStrategy: () => null });
    this.tls = options.sentinelTLS ?? {};
    this.strategy = options.sentinelRetryStrategy ?? (() => null);
  }

  override async connect(tell: Tell): ReturnType<SentinelConnector['connect']> {
    this.isWanted = true;
    for (let attempt = 1; ; attempt++) {
      const found = await this.round(tell).catch((error: Error) => error);
      if (!(found instanceof Error)) return found;
      const delay = this.strategy(attempt);
      if (!this.isWanted || typeof delay !== 'number') throw found;
      tell('error', found);
      await pause(delay);
    }
  }

  override disconnect(): void {
    this.isWanted = false;
    super.disconnect();
  }

  /** Once over all Sentinels, after finding out how they speak. */
  private async round(tell: Tell): ReturnType<SentinelConnector['connect']> {
    this.options.sentinelTLS = (await this.speakTls()) ? this.tls : undefined;
    if (!this.isWanted) throw new Error('Connection is closed.');
    return super.connect(tell);
  }

  private async speakTls(): Promise<boolean> {
    const { sentinels = [] } = this.options;
    const found = await Promise.all(sentinels.map((address) => speechOf({ ...this.tls, ...address })));
    return found.includes('tls') || !found.includes('other');
  }
}
