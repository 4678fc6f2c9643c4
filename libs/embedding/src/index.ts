export { Embedder, type Embedding, type EmbeddingSpace } from './embedder.port.js';
