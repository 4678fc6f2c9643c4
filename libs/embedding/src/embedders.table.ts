import { SettingError, type Signals } from '@app/core';
import { proxiesOf, type ProxyEnv } from '@app/http';
import { openModelFolder } from './adapters/transformers/model-folder.js';
import { DeadlineEmbedder } from './decorators/deadline.embedder.js';
import { WatchedEmbedder } from './decorators/watched.embedder.js';
import type { Embedder } from './embedder.port.js';

/** The settings that an embedder may read. The name of the chosen embedder is not among them: it comes from the table. */
export interface EmbedderSettings extends ProxyEnv {
  readonly EMBEDDING_MODEL_PATH?: string;
  readonly EMBEDDING_MODEL: string;
  readonly EMBEDDING_DIMENSIONS: number;
  readonly EMBEDDING_BASE_URL?: string;
  readonly EMBEDDING_API_KEY?: string;
  readonly OPENAI_BASE_URL?: string;
  readonly OPENAI_API_KEY?: string;
}

interface EmbedderRow {
  /** The length of the vectors. Can be asked without opening the embedder. */
  dimension(settings: EmbedderSettings): number;
  /** Loads the adapter and its packages. */
  open(settings: EmbedderSettings, signals: Signals): Promise<Embedder>;
}

const API_DEADLINE_MS = 5_000;

/** Every embedder, by the value of `EMBEDDER` that selects it. */
export const EMBEDDERS = {
  transformers: {
    dimension: ({ EMBEDDING_MODEL_PATH }) => openModelFolder(EMBEDDING_MODEL_PATH).space.dimension,
    open: async ({ EMBEDDING_MODEL_PATH }, signals) => {
      const { TransformersEmbedder } = await import('./adapters/transformers/transformers.embedder.js');
      return new TransformersEmbedder(EMBEDDING_MODEL_PATH, signals);
    },
  },
  openai: {
    dimension: ({ EMBEDDING_DIMENSIONS }) => EMBEDDING_DIMENSIONS,
    open: async (environment, signals) => {
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
  },
} satisfies Readonly<Record<string, EmbedderRow>>;

export type EmbedderName = keyof typeof EMBEDDERS;

function requiredKey({ EMBEDDING_API_KEY, OPENAI_API_KEY }: EmbedderSettings): string {
  const key = EMBEDDING_API_KEY ?? OPENAI_API_KEY;
  if (key) return key;
  throw new SettingError(
    'EMBEDDER=openai needs a key: set EMBEDDING_API_KEY or OPENAI_API_KEY, or use EMBEDDER=transformers.',
  );
}
