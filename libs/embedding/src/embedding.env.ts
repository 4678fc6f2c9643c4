import { ProxyEnv } from '@app/http';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import { EMBEDDERS, type EmbedderName, type EmbedderSettings } from './embedders.table.js';

const EMBEDDER_NAMES = Object.keys(EMBEDDERS);

const HTTP_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** Settings for embeddings. */
export class EmbeddingEnv extends ProxyEnv implements EmbedderSettings {
  /** Embedder of questions: a model in this process, or any API that is compatible with OpenAI's. */
  @IsIn(EMBEDDER_NAMES, { message: `EMBEDDER must be one of: ${EMBEDDER_NAMES.join(', ')}.` })
  EMBEDDER: EmbedderName = 'transformers';

  /** Folder with an ONNX model in the layout of transformers.js. Unset = the model that ships with RAGCache. */
  @IsOptional()
  @IsString()
  EMBEDDING_MODEL_PATH?: string;

  /** Name of the model, for `EMBEDDER=openai`. */
  @IsString()
  @Matches(/\S/, { message: 'EMBEDDING_MODEL must name a model, e.g. text-embedding-3-small.' })
  EMBEDDING_MODEL = 'text-embedding-3-small';

  /** Dimensions of a vector, for `EMBEDDER=openai`. */
  @Type(() => Number)
  @IsInt({ message: 'EMBEDDING_DIMENSIONS must be a whole number from 1 to 8192.' })
  @Min(1, { message: 'EMBEDDING_DIMENSIONS must be a whole number from 1 to 8192.' })
  @Max(8_192, { message: 'EMBEDDING_DIMENSIONS must be a whole number from 1 to 8192.' })
  EMBEDDING_DIMENSIONS = 1_536;

  /** Address of the embedding API. Unset = `OPENAI_BASE_URL`. */
  @IsOptional()
  @IsUrl(HTTP_URL, {
    message: 'EMBEDDING_BASE_URL must be an http or https URL, e.g. https://api.openai.com/v1.',
  })
  @Matches(/\/v1$/, { message: 'EMBEDDING_BASE_URL must end in /v1, e.g. https://api.openai.com/v1.' })
  EMBEDDING_BASE_URL?: string;

  /** Key of the embedding API. Unset = `OPENAI_API_KEY`. */
  @IsOptional()
  @Matches(/^[\x21-\x7e]+$/, { message: 'EMBEDDING_API_KEY must be printable ASCII without spaces.' })
  EMBEDDING_API_KEY?: string;

  @IsOptional()
  @IsString()
  OPENAI_BASE_URL?: string;

  @IsOptional()
  @IsString()
  OPENAI_API_KEY?: string;
}
