import type { EmbeddingCreateParams } from 'openai/resources/embeddings';
import type { Spelling } from '../../../wire/spelling.js';

type FieldName = keyof Required<EmbeddingCreateParams>;

/**
 * Every field of OpenAI's own request type, and whether it shapes the vectors. A new field of a new SDK stops the build here until
 * somebody decides. Fields that are not listed shape the vectors.
 */
export const EMBEDDINGS_FIELDS = {
  // Each item is an identity of its own.
  input: 'denied',
  model: 'shapes',
  dimensions: 'shapes',
  // One stored vector serves both encodings.
  encoding_format: 'denied',
  user: 'denied',
} satisfies Record<FieldName, 'shapes' | 'denied'>;

/** Fields of other vendors that shape a vector, and say nothing about how its numbers are written. */
const OF_OTHER_VENDORS = ['input_type', 'task_type', 'task', 'truncate', 'truncation'];

/** Fields with which a vector is made of floats, in either encoding. Any other field may ask for bytes or bits. */
export const FLOAT_FIELDS: ReadonlySet<string> = new Set([
  ...Object.keys(EMBEDDINGS_FIELDS),
  ...OF_OTHER_VENDORS,
  'cache',
]);

/** The spellings of one request. `cache` is our own block. */
export const EMBEDDINGS_SPELLING: Spelling = {
  denied: new Set([
    'cache',
    ...Object.entries(EMBEDDINGS_FIELDS).flatMap(([name, decision]) => (decision === 'denied' ? [name] : [])),
  ]),
  nullable: new Set(Object.keys(EMBEDDINGS_FIELDS)),
  defaults: {},
};
