import type { ProviderDescriptor } from '../../provider.descriptor.js';
import { API_VERSION } from './request.mapper.js';

/** Anthropic, and every server that speaks Messages. */
export const ANTHROPIC: ProviderDescriptor = {
  name: 'anthropic',
  variables: { apiKey: 'ANTHROPIC_API_KEY', baseUrl: 'ANTHROPIC_BASE_URL', model: 'ANTHROPIC_MODEL' },
  highestTemperature: 1,
  shapingHeaders: { 'anthropic-version': { default: API_VERSION }, 'anthropic-beta': { isList: true } },
  versionPath: '/v1',
  pageCursor: 'after_id',
  auth: 'x-api-key',
  load: async () => (await import('./anthropic.llm-provider.js')).AnthropicLlmProvider,
};
