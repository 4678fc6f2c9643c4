export { describeEmbedder } from './contracts/embedder.contract.js';
export { HashingEmbedder } from './hashing.embedder.js';
