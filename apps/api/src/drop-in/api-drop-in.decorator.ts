import { SHAPING_HEADERS, type WireName } from '@app/llm';
import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  getSchemaPath,
  type SchemaObject,
} from '@nestjs/swagger';
import { CacheBlockDto } from '../directives/cache.dto.js';
import { ApiCacheHeaders, HEADER_TEXT } from '../directives/api-cache-headers.decorator.js';
import { ApiProblems } from '../problems/api-problems.decorator.js';
import { WIRE_EXAMPLES } from './drop-in.examples.js';

const ENDPOINTS = {
  'chat-completions': { provider: 'OpenAI', title: 'Chat Completions', headers: SHAPING_HEADERS.openai },
  responses: { provider: 'OpenAI', title: 'Responses', headers: SHAPING_HEADERS.openai },
  'input-tokens': { provider: 'OpenAI', title: 'counted tokens', headers: SHAPING_HEADERS.openai },
  messages: { provider: 'Anthropic', title: 'Messages', headers: SHAPING_HEADERS.anthropic },
  'count-tokens': { provider: 'Anthropic', title: 'counted tokens', headers: SHAPING_HEADERS.anthropic },
} as const satisfies Record<WireName, { provider: string; title: string; headers: readonly string[] }>;

const NOT_EMPTY = { type: 'string', minLength: 1 } as const;
const MESSAGES = {
  type: 'array',
  minItems: 1,
  items: { type: 'object', additionalProperties: true },
} as const;

const INPUT: SchemaObject = {
  oneOf: [
    { type: 'string' },
    { type: 'null' },
    { type: 'array', items: { type: 'object', additionalProperties: true } },
  ],
};

/** The members that the cache reads. The provider validates the others. */
const MEMBERS: Readonly<Record<WireName, Pick<SchemaObject, 'required' | 'properties'>>> = {
  'chat-completions': { required: ['model', 'messages'], properties: { messages: MESSAGES } },
  responses: { required: ['model'], properties: { input: INPUT } },
  'input-tokens': { required: ['model'], properties: { input: INPUT } },
  messages: { required: ['model', 'messages'], properties: { messages: MESSAGES } },
  'count-tokens': { required: ['model', 'messages'], properties: { messages: MESSAGES } },
};
const ANYTHING: SchemaObject = {};
const ANY_OBJECT: SchemaObject = { type: 'object', additionalProperties: true };

/** Documents a route whose bodies are a provider's. */
export function ApiDropIn(name: WireName, schema = bodyOf(name)): MethodDecorator {
  const { provider, title, headers } = ENDPOINTS[name];
  const { requests: examples, answer, events } = WIRE_EXAMPLES[name];
  const description = `The body of ${provider}'s own API, and optionally our \`cache\` block, which is taken out before it is passed on.`;
  const content = {
    'application/json': { schema: ANY_OBJECT, example: answer },
    // OpenAPI 3.1 has no schema for the events of a stream.
    ...(events !== undefined && { 'text/event-stream': { example: events } }),
  };
  return applyDecorators(
    ApiOperation({ summary: `${provider}'s ${title}, answered from memory if it was asked before` }),
    ApiExtraModels(CacheBlockDto),
    ApiBody({ description, schema, examples, required: true }),
    ApiOkResponse({
      content,
      description: `As ${provider} answers${events === undefined ? '' : ', whole or streamed'}.`,
    }),
    ...headers.map(shapingHeader),
    ApiCacheHeaders(),
    ApiProblems('dropIn'),
  );
}

/** @param model what the body's model may be. */
function bodyOf(name: WireName, model: SchemaObject = NOT_EMPTY): SchemaObject {
  const { required, properties } = MEMBERS[name];
  const members = { model, ...properties, cache: { $ref: getSchemaPath(CacheBlockDto) } };
  return { type: 'object', required, properties: members, additionalProperties: true };
}

/** The same at Azure's older path. */
export function ApiAzureDropIn(name: WireName): MethodDecorator {
  return applyDecorators(
    ApiDropIn(name, { ...bodyOf(name, ANYTHING), required: ['messages'] }),
    ApiOperation({ summary: `${ENDPOINTS[name].title} at the path of Azure's clients` }),
    ApiParam({
      name: 'deployment',
      description: 'The model; it counts instead of the one in the body, which may name none.',
      schema: NOT_EMPTY,
      example: 'gpt-4.1-mini',
    }),
    ApiQuery({
      name: 'api-version',
      required: false,
      description: 'Part of what makes two requests the same. Goes to upstreams with such paths only.',
      schema: { type: 'string' },
    }),
  );
}

/** Documents the list of models. */
export function ApiModels(): MethodDecorator {
  const example = { object: 'list', data: [{ id: 'gpt-4.1-mini', object: 'model', owned_by: 'openai' }] };
  const summary = "A provider's models: Anthropic's with an anthropic-version header, otherwise OpenAI's";
  return applyDecorators(
    ApiOperation({ summary, description: 'The query goes to the provider as it is.' }),
    ApiOkResponse({
      content: { 'application/json': { schema: ANY_OBJECT, example } },
      description: 'As the provider lists them.',
    }),
    ...[...SHAPING_HEADERS.openai, ...SHAPING_HEADERS.anthropic].map(shapingHeader),
    ApiProblems('models'),
  );
}

function shapingHeader(name: string): MethodDecorator & ClassDecorator {
  const description = 'Goes to the provider, and is part of what makes two requests the same.';
  return ApiHeader({ name, required: false, description, schema: HEADER_TEXT });
}
