import type { ProviderName } from '@app/core';

/** What configuration says about questions that leave something open. */
export interface QuerySettings {
  readonly defaultProvider: ProviderName;
  readonly defaultModels: Readonly<Record<ProviderName, string>>;
  readonly defaultMaxTokens: number;
  /** Absent = not sent. */
  readonly defaultTemperature?: number;
  readonly cacheMode: 'on' | 'read-only' | 'off';
  readonly ttlSeconds: number;
  readonly staleSeconds: number;
  /** From arrival to answer. */
  readonly timeoutMs: number;
}
