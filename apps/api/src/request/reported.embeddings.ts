import type { EmbeddingsResult } from '@app/query';

/** How a request for embeddings was answered, for the log and the metrics. */
export class ReportedEmbeddings {
  readonly #result: EmbeddingsResult;

  constructor(result: EmbeddingsResult) {
    this.#result = result;
  }

  get result(): EmbeddingsResult {
    return this.#result;
  }
}
