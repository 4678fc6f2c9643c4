import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  getSchemaPath,
  type SchemaObject,
} from '@nestjs/swagger';
import { ApiCacheHeaders } from '../directives/api-cache-headers.decorator.js';
import { ApiProblems } from '../problems/api-problems.decorator.js';
import { QueryDto } from './query.dto.js';
import { ANSWER_EXAMPLES, EVENTS_EXAMPLES, QUESTION_EXAMPLES } from './query.examples.js';
import { QueryResponse } from './query.response.js';

const DESCRIPTION =
  'With `"stream": true` the answer comes as server-sent events: `delta` events with `{"text"}`, then `done` with the usual body ' +
  'without `response`, or `error` with the problem. A comment line breaks 15 seconds of silence, and after a miss a last one tells ' +
  'whether the answer was accepted for storing. What goes wrong before the first piece has its own status, as ever.';

/** A rule across two fields, which the use case checks. "Above 1" is written so that the types of Swagger allow it. */
const TOO_WARM: SchemaObject = {
  type: 'object',
  required: ['provider', 'temperature'],
  properties: {
    provider: { enum: ['anthropic'] },
    temperature: { type: 'number', not: { type: 'number', maximum: 1 } },
  },
};
const BODY: SchemaObject = { allOf: [{ $ref: getSchemaPath(QueryDto) }, { not: TOO_WARM }] };

const ANSWER = {
  'application/json': { schema: { $ref: getSchemaPath(QueryResponse) }, examples: ANSWER_EXAMPLES },
  // OpenAPI 3.1 has no schema for the events of a stream.
  'text/event-stream': { examples: EVENTS_EXAMPLES },
};
const ENTRY_ID = { id: '$response.body#/cache_info/entry_id' };
const LINKS = {
  entry: { operationId: 'entriesFind', parameters: ENTRY_ID, description: 'The entry that answered.' },
  forget: { operationId: 'entriesRemove', parameters: ENTRY_ID, description: 'Forget it.' },
};

/** Documents the route that takes questions. */
export function ApiQuestion(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Ask a question: memory answers if it was asked before, the model otherwise',
      description: DESCRIPTION,
    }),
    ApiExtraModels(QueryDto, QueryResponse),
    ApiBody({ schema: BODY, examples: QUESTION_EXAMPLES, required: true }),
    ApiOkResponse({ content: ANSWER, links: LINKS, description: 'The answer, whole or as events.' }),
    ApiCacheHeaders(),
    ApiProblems('question'),
  );
}
