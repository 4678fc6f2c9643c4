import type { ProviderName } from '@app/core';
import type { CachingSettings } from './caching.js';

/** What configuration says about questions that leave something open. */
export interface QuerySettings extends CachingSettings {
  readonly defaultProvider: ProviderName;
  readonly defaultModels: Readonly<Record<ProviderName, string>>;
  readonly defaultMaxTokens: number;
  /** Absent = not sent. */
  readonly defaultTemperature?: number;
  /** From arrival to answer. */
  readonly timeoutMs: number;
}
