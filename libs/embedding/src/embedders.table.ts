import { SettingError, type Signals } from '@app/core';
import { proxiesOf } from '@app/http';
import { DeadlineEmbedder } from './decorators/deadline.embedder.js';
import { WatchedEmbedder } from './decorators/watched.embedder.js';
import type { Embedder } from './embedder.port.js';
import type { EmbedderName, EmbeddingEnv } from './embedding.env.js';

type Factory = (environment: EmbeddingEnv, signals: Signals) => Promise<Embedder>;

const API_DEADLINE_MS = 5_000;

/** Every embedder, by the value of `EMBEDDER` that selects it. */
export const EMBEDDERS = {
  transformers: async ({ EMBEDDING_MODEL_PATH }, signals) => {
    const { TransformersEmbedder } = await import('./adapters/transformers/transformers.embedder.js');
    return new TransformersEmbedder(EMBEDDING_MODEL_PATH, signals);
  },
  openai: async (environment, signals) => {
    const { OpenAiEmbedder } = await import('./adapters/openai/openai.embedder.js');
    const embedder = new OpenAiEmbedder({
      apiKey: requiredKey(environment),
      baseUrl: environment.EMBEDDING_BASE_URL ?? environment.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
      model: environment.EMBEDDING_MODEL,
      dimensions: environment.EMBEDDING_DIMENSIONS,
      proxies: proxiesOf(environment),
    });
    return new WatchedEmbedder(new DeadlineEmbedder(embedder, API_DEADLINE_MS), signals);
  },
} satisfies Record<EmbedderName, Factory>;

function requiredKey({ EMBEDDING_API_KEY, OPENAI_API_KEY }: EmbeddingEnv): string {
  const key = EMBEDDING_API_KEY ?? OPENAI_API_KEY;
  if (key) return key;
  throw new SettingError(
    'EMBEDDER=openai needs a key: set EMBEDDING_API_KEY or OPENAI_API_KEY, or use EMBEDDER=transformers.',
  );
}
