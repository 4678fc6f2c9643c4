import type { FastifyRequest } from 'fastify';
import type { WireAnswer } from '../delivery.js';
import { firstWrongMember, type RequestMember } from '../request-members.js';
import { openAiError } from './openai.errors.js';

/** What OpenAI itself would refuse: a call without a key, or with a missing or wrong member. */
export function openAiRefusal(
  { headers, body }: FastifyRequest,
  members: readonly RequestMember[],
): WireAnswer | undefined {
  const keyless = openAiKeyRefusal(headers);
  if (keyless) return keyless;
  const wrong = firstWrongMember(body, members);
  if (!wrong) return undefined;
  const { name, wanted } = wrong.member;
  const message = wrong.isMissing
    ? `Missing required parameter: '${name}'.`
    : `Invalid value for '${name}': expected ${wanted}.`;
  return openAiError({ status: 400, message, param: name });
}

export function openAiKeyRefusal({ authorization = '' }: FastifyRequest['headers']): WireAnswer | undefined {
  if (/^Bearer \S+$/.test(authorization)) return undefined;
  return openAiError({ status: 401, message: "You didn't provide an API key." });
}
