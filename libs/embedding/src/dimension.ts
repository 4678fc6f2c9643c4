import { openModelFolder } from './adapters/transformers/model-folder.js';
import type { EmbeddingEnv } from './embedding.env.js';

/** Numbers per vector of the configured embedder. @throws SettingError when the model can't be read. */
export function dimensionOf(environment: EmbeddingEnv): number {
  const { EMBEDDER, EMBEDDING_DIMENSIONS, EMBEDDING_MODEL_PATH } = environment;
  return EMBEDDER === 'openai' ? EMBEDDING_DIMENSIONS : openModelFolder(EMBEDDING_MODEL_PATH).space.dimension;
}
