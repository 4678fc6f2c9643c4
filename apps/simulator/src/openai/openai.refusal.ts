import type { FastifyRequest } from 'fastify';
import type { WireAnswer } from '../delivery.js';
import { openAiError } from './openai.errors.js';

/** What OpenAI itself would refuse: a call without a key, or without a needed member. */
export function openAiRefusal(request: FastifyRequest, needed: readonly string[]): WireAnswer | undefined {
  if (!/^Bearer \S+$/.test(request.headers.authorization ?? ''))
    return openAiError(401, "You didn't provide an API key.");
  const body = request.body as Record<string, unknown> | null;
  const missing = needed.find((name) => body?.[name] === undefined);
  return missing === undefined ? undefined : openAiError(400, `you must provide a ${missing} parameter`);
}
