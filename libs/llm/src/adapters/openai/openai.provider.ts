import type { ProviderDescriptor } from '../../provider.descriptor.js';

/** OpenAI, and every server that speaks Chat Completions. */
export const OPENAI: ProviderDescriptor = {
  name: 'openai',
  variables: { apiKey: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL', model: 'OPENAI_MODEL' },
  highestTemperature: 2,
  shapingHeaders: { 'openai-beta': { isList: true } },
  versionPath: '',
  pageCursor: 'after',
  auth: 'bearer',
  load: async () => (await import('./openai.llm-provider.js')).OpenAiLlmProvider,
};
