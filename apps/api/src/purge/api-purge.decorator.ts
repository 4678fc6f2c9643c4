import { applyDecorators } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  type ExamplesObject,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  getSchemaPath,
  type SchemaObject,
} from '@nestjs/swagger';
import { ApiProblems } from '../problems/api-problems.decorator.js';
import { PurgeDto } from './purge.dto.js';
import { PurgeResponse, UNCONFIRMED } from './purge.response.js';

/** `all` stands alone. Without it the body names at least one other member. */
const ALONE: SchemaObject = {
  type: 'object',
  required: ['all'],
  properties: { all: {} },
  additionalProperties: false,
};
const NAMED: SchemaObject = { type: 'object', not: { required: ['all'] }, minProperties: 1 };
const BODY: SchemaObject = { allOf: [{ $ref: getSchemaPath(PurgeDto) }, { anyOf: [ALONE, NAMED] }] };

/** The page at `/docs` fills in the first example, so that must not be the one that purges everything. */
const EXAMPLES: ExamplesObject = {
  namespace: { summary: 'A namespace', value: { namespace: 'help-centre' } },
  tags: { summary: 'Either tag', value: { tags: ['faq', 'refunds'] } },
  combined: {
    summary: 'All of these must fit',
    value: { namespace: 'help-centre', tags: ['faq'], model: 'gpt-4.1-mini' },
  },
  question: { summary: 'One question, whoever asked it', value: { query: 'What does Jane Doe earn?' } },
  writer: { summary: 'What one key brought in', value: { writer: '3f9a0c1d' } },
  all: { summary: 'Everything of your tenant', value: { all: true } },
};

/** Documents the route that takes purges. */
export function ApiPurge(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Forget answers: all of your tenant, or by namespace, tags, model, question and key',
    }),
    ApiExtraModels(PurgeDto),
    ApiBody({ schema: BODY, examples: EXAMPLES, required: true }),
    ApiOkResponse({ type: PurgeResponse, description: 'Obeyed from now on by every replica.' }),
    ApiAcceptedResponse({ type: PurgeResponse, description: UNCONFIRMED }),
    ApiProblems('order'),
  );
}
