import { SHAPING_HEADERS } from '@app/llm';
import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  getSchemaPath,
  type SchemaObject,
} from '@nestjs/swagger';
import { ApiCacheHeaders, HEADER_TEXT } from '../directives/api-cache-headers.decorator.js';
import { CacheBlockDto } from '../directives/cache.dto.js';
import { ApiProblems } from '../problems/api-problems.decorator.js';
import { EMBEDDINGS_EXAMPLES } from './embeddings.examples.js';

const MOST_ITEMS = 2_048;
const TEXT: SchemaObject = { type: 'string' };
const TOKENS: SchemaObject = { type: 'array', minItems: 1, items: { type: 'integer', minimum: 0 } };
const LIST = { type: 'array', minItems: 1, maxItems: MOST_ITEMS } as const;

/** The members that the cache reads. The provider validates the others. */
const BODY: SchemaObject = {
  type: 'object',
  required: ['model', 'input'],
  properties: {
    model: { type: 'string', minLength: 1 },
    input: {
      description: 'A text, a list of tokens, or a list of either.',
      anyOf: [TEXT, TOKENS, { ...LIST, items: TEXT }, { ...LIST, items: TOKENS }],
    },
    dimensions: { type: 'integer', minimum: 1, nullable: true },
    encoding_format: { type: 'string', enum: ['float', 'base64'], nullable: true },
    cache: { $ref: getSchemaPath(CacheBlockDto) },
  },
  additionalProperties: true,
};
const ANY_OBJECT: SchemaObject = { type: 'object', additionalProperties: true };

/** Documents the route of embeddings. */
export function ApiEmbeddings(): MethodDecorator {
  const { requests: examples, answer: example } = EMBEDDINGS_EXAMPLES;
  const description =
    "The body of OpenAI's own API, and optionally our `cache` block, which is taken out before it is passed on.";
  return applyDecorators(
    ApiOperation({
      summary: "OpenAI's Embeddings, each item answered from memory if it was asked for before",
      description: 'The provider is asked for the items that are not in memory, and for equal ones once.',
    }),
    ApiExtraModels(CacheBlockDto),
    ApiBody({ description, schema: BODY, examples, required: true }),
    ApiOkResponse({
      content: { 'application/json': { schema: ANY_OBJECT, example } },
      description: 'As OpenAI answers. `usage` counts what the provider was asked for this time.',
    }),
    ...SHAPING_HEADERS.openai.map(shapingHeader),
    ApiCacheHeaders(),
    ApiProblems('dropIn'),
  );
}

function shapingHeader(name: string): MethodDecorator & ClassDecorator {
  const description = 'Goes to the provider, and is part of what makes two items the same.';
  return ApiHeader({ name, required: false, description, schema: HEADER_TEXT });
}
