import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiCacheHeaders } from '../documentation/api-cache-headers.decorator.js';
import { ApiProblems } from '../documentation/api-problems.decorator.js';

const ANY_OBJECT = { type: 'object', additionalProperties: true } as const;
const ANSWER = {
  'application/json': { schema: ANY_OBJECT },
  'text/event-stream': { schema: { type: 'string' } },
};

/** Documents a route whose bodies are a provider's. */
export function ApiDropIn(provider: string, endpoint: string): MethodDecorator {
  const description = `The body of ${provider}'s own API, and optionally our \`cache\` block with \`ttl\`, \`mode\`, \`threshold\`, \`tags\` and \`namespace\`, which is taken out before it is passed on.`;
  return applyDecorators(
    ApiOperation({ summary: `${provider}'s ${endpoint}, answered from memory when that is safe` }),
    ApiBody({ description, schema: { ...ANY_OBJECT, required: ['model', 'messages'] } }),
    ApiOkResponse({ content: ANSWER, description: `As ${provider} answers, whole or streamed.` }),
    ApiCacheHeaders(),
    ApiProblems('question'),
  );
}

/** Documents the list of models. */
export function ApiModels(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: "A provider's models: Anthropic's with an anthropic-version header, otherwise OpenAI's",
    }),
    ApiOkResponse({
      content: { 'application/json': { schema: ANY_OBJECT } },
      description: 'As it lists them.',
    }),
    ApiProblems('question'),
  );
}
