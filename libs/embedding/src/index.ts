export { dimensionOf } from './dimension.js';
export { Embedder, type Embedding, type EmbeddingSpace } from './embedder.port.js';
export { EmbeddingEnv } from './embedding.env.js';
export { EmbeddingError, type EmbeddingFault } from './embedding.error.js';
export { EmbeddingModule } from './embedding.module.js';
export { EMBEDDERS } from './embedders.table.js';
