import OpenAI from 'openai';
import { EnvHttpProxyAgent, fetch as proxyingFetch } from 'undici';
import { Embedder, type Embedding, type EmbeddingSpace } from '../../embedder.port.js';
import { EmbeddingError } from '../../embedding.error.js';

export interface OpenAiEmbedderOptions {
  readonly apiKey: string;
  /** Ends in `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly dimensions: number;
}

const DEADLINE_MS = 5_000;
/**
 * Most characters of a text that is sent: the API takes 8,192 tokens, and no script needs fewer than one token
 * for two characters of ordinary text. Longer texts are cut and reported as truncated.
 */
const WINDOW_CHARACTERS = 16_000;
const UNIT_LENGTH_TOLERANCE = 1e-12;

/** Any API that speaks OpenAI's `/embeddings`. */
export class OpenAiEmbedder extends Embedder {
  readonly space: EmbeddingSpace;
  private readonly client: OpenAI;
  private readonly proxy = new EnvHttpProxyAgent();
  private closed = false;

  constructor(private readonly options: OpenAiEmbedderOptions) {
    super();
    const { apiKey, baseUrl: baseURL, model, dimensions: dimension } = options;
    this.space = { model, dimension, version: 'v1', languages: 'any' };
    const fetch = ((url: string, init: object) =>
      proxyingFetch(url, {
        ...init,
        redirect: 'error',
        dispatcher: this.proxy,
      })) as unknown as typeof globalThis.fetch;
    this.client = new OpenAI({ apiKey, baseURL, fetch, maxRetries: 0, timeout: DEADLINE_MS });
  }

  async warmUp(): Promise<void> {
    // The first text may open the connection; asking at start would cost money on every restart.
  }

  async embed(text: string, signal?: AbortSignal): Promise<Embedding> {
    if (this.closed) throw new EmbeddingError('closed');
    const values = await this.request(text.slice(0, WINDOW_CHARACTERS), signal).catch((error: unknown) => {
      throw wrapped(error, signal);
    });
    if (values.length !== this.space.dimension)
      throw new EmbeddingError('failed', wrongDimension(values.length, this.space));
    return { vector: unitVector(values), truncated: text.length > WINDOW_CHARACTERS, unknownPieces: false };
  }

  async ping(): Promise<void> {
    if (this.closed) throw new EmbeddingError('closed');
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.proxy.close();
  }

  private async request(input: string, signal?: AbortSignal): Promise<readonly number[]> {
    const { model, dimensions } = this.options;
    const size = model.startsWith('text-embedding-3') ? { dimensions } : {};
    const answer = await this.client.embeddings.create(
      { model, input, encoding_format: 'float', ...size },
      { signal },
    );
    return answer.data[0]?.embedding ?? [];
  }
}

function wrapped(error: unknown, signal?: AbortSignal): EmbeddingError {
  if (signal?.aborted) return new EmbeddingError('aborted');
  return new EmbeddingError(error instanceof OpenAI.APIConnectionTimeoutError ? 'timeout' : 'failed', error);
}

function wrongDimension(length: number, { dimension }: EmbeddingSpace): Error {
  return new Error(
    `The API sent ${length} numbers, not ${dimension}. Set EMBEDDING_DIMENSIONS to what the model gives.`,
  );
}

function unitVector(values: readonly number[]): Float32Array {
  const length = Math.max(Math.hypot(...values), UNIT_LENGTH_TOLERANCE);
  return Float32Array.from(values, (value) => value / length);
}
