import type { ProviderName } from '@app/core';

/** Where each provider's scale of `temperature` ends. */
export const HIGHEST_TEMPERATURE: Readonly<Record<ProviderName, number>> = { openai: 2, anthropic: 1 };
