import type { WireName } from '@app/llm';
import type { SchemaObject } from '@nestjs/swagger';

const TEXT: SchemaObject = { type: 'string' };
const TEXT_OR_NULL: SchemaObject = { type: ['string', 'null'] };

const OPENAI_ERROR = {
  name: 'OpenAiError',
  schema: {
    type: 'object',
    example: {
      error: { message: 'Rate limit reached.', type: 'requests', param: null, code: 'rate_limit_exceeded' },
    },
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['message', 'type'],
        properties: {
          message: TEXT,
          type: TEXT_OR_NULL,
          param: { ...TEXT_OR_NULL, description: 'The first field at fault.' },
          code: { ...TEXT_OR_NULL, description: 'Of our own errors: the stable code.' },
        },
        additionalProperties: true,
      },
    },
    additionalProperties: true,
  },
} as const satisfies { name: string; schema: SchemaObject };

const ANTHROPIC_ERROR = {
  name: 'AnthropicError',
  schema: {
    type: 'object',
    example: {
      type: 'error',
      error: { type: 'overloaded_error', message: 'Overloaded' },
      request_id: 'req_011CSHoEeqs5C35K2UUqR7Fy',
    },
    required: ['type', 'error'],
    properties: {
      type: { enum: ['error'] },
      error: {
        type: 'object',
        required: ['type', 'message'],
        properties: { type: TEXT, message: TEXT },
        additionalProperties: true,
      },
      request_id: TEXT_OR_NULL,
    },
    additionalProperties: true,
  },
} as const satisfies { name: string; schema: SchemaObject };

/** The error schema of each provider. Further members are allowed. */
export const WIRE_ERROR_SCHEMAS: Readonly<Record<WireName, { name: string; schema: SchemaObject }>> = {
  'chat-completions': OPENAI_ERROR,
  responses: OPENAI_ERROR,
  'input-tokens': OPENAI_ERROR,
  messages: ANTHROPIC_ERROR,
  'count-tokens': ANTHROPIC_ERROR,
};
