import { HttpClient, type Proxies } from '@app/http';
import OpenAI from 'openai';
import { Embedder, type Embedding, type EmbeddingSpace } from '../../embedder.port.js';
import { EmbeddingError } from '../../embedding.error.js';
import { withinWindow } from './text-window.js';

export interface OpenAiEmbedderOptions {
  readonly apiKey: string;
  /** Ends in `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly dimensions: number;
  readonly proxies: Proxies;
}

/** Overrides of the process's environment, which the SDK reads. Its logs would hold texts, and its headers would name accounts. */
const NO_ENVIRONMENT = { logLevel: 'off', organization: null, project: null } as const;

/** Calls any API that is compatible with OpenAI's `/embeddings`. It has no time limit of its own: wrap it in a `DeadlineEmbedder`. */
export class OpenAiEmbedder extends Embedder {
  readonly space: EmbeddingSpace;
  private readonly http: HttpClient;
  private readonly client: OpenAI;
  private closing?: Promise<void>;

  constructor(private readonly options: OpenAiEmbedderOptions) {
    super();
    const { apiKey, baseUrl: baseURL, model, dimensions: dimension, proxies } = options;
    this.space = { model, dimension, version: 'v1', languages: 'any' };
    this.http = new HttpClient(proxies);
    const { fetch } = this.http;
    this.client = new OpenAI({ apiKey, baseURL, fetch, maxRetries: 0, ...NO_ENVIRONMENT });
  }

  async warmUp(): Promise<void> {
    // A call at start would cost money on every restart. The first text opens the connection.
  }

  async embed(text: string, signal?: AbortSignal): Promise<Embedding> {
    if (this.closing) throw new EmbeddingError('closed');
    const { input, truncated } = withinWindow(text);
    try {
      return { vector: await this.vectorOf(input, signal), truncated, unknownPieces: false };
    } catch (error) {
      throw new EmbeddingError(signal?.aborted ? 'aborted' : 'failed', error);
    }
  }

  /** Does not call the API, because every probe would cost money. `WatchedEmbedder` judges it by the calls of requests. */
  async ping(): Promise<void> {
    if (this.closing) throw new EmbeddingError('closed');
  }

  close(): Promise<void> {
    return (this.closing ??= this.http.close());
  }

  private async vectorOf(input: string, signal?: AbortSignal): Promise<Float32Array> {
    const { model, dimensions } = this.options;
    // Only these models accept `dimensions`.
    const size = model.startsWith('text-embedding-3') ? { dimensions } : {};
    const request = { model, input, encoding_format: 'float' as const, ...size };
    const { data } = await this.client.embeddings.create(request, { signal });
    const values = data[0]?.embedding ?? [];
    if (values.length !== dimensions) throw wrongDimension(values.length, dimensions);
    return unitVector(values);
  }
}

function wrongDimension(length: number, expected: number): Error {
  return new Error(
    `The API sent ${length} numbers, not ${expected}. Set EMBEDDING_DIMENSIONS to what the model gives.`,
  );
}

/** Scales a vector to unit length. @throws Error when it has no direction: all numbers are zero, or some are not finite. */
function unitVector(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  if (!Number.isFinite(length) || length === 0) throw new Error('The API sent a vector without a direction.');
  return Float32Array.from(values, (value) => value / length);
}
