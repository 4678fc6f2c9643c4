import { VectorIndex, type Candidate } from '../../src/ports/vector-index.port.js';

/** An index of nothing: histories are about what is found by key. */
export class NoVectors extends VectorIndex {
  async add(): Promise<void> {}

  async nearest(): Promise<Candidate[]> {
    return [];
  }

  async remove(): Promise<void> {}

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}
