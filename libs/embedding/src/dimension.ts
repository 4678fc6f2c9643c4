import { EMBEDDERS } from './embedders.table.js';
import type { EmbeddingEnv } from './embedding.env.js';

/** The length of the vectors that the configured embedder gives. @throws SettingError when the model's folder can't be read. */
export function dimensionOf(environment: EmbeddingEnv): number {
  return EMBEDDERS[environment.EMBEDDER].dimension(environment);
}
