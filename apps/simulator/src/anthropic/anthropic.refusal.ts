import type { FastifyRequest } from 'fastify';
import type { WireAnswer } from '../delivery.js';
import { countMember, firstWrongMember, MESSAGES, MODEL, type RequestMember } from '../request-members.js';
import { anthropicError } from './anthropic.errors.js';
import { isAnthropicCall } from './anthropic.headers.js';

const COUNTED = [MODEL, MESSAGES];
const ANSWERED = [...COUNTED, countMember('max_tokens', false)];

/** What Anthropic itself would refuse: a call without key or version, or with a missing or wrong member. */
export function anthropicRefusal(request: FastifyRequest): WireAnswer | undefined {
  return refusalOf(request, ANSWERED);
}

/** The same for a request whose tokens are counted. */
export function anthropicCountRefusal(request: FastifyRequest): WireAnswer | undefined {
  return refusalOf(request, COUNTED);
}

function refusalOf(
  { headers, body }: FastifyRequest,
  members: readonly RequestMember[],
): WireAnswer | undefined {
  const keyless = anthropicKeyRefusal(headers);
  if (keyless) return keyless;
  if (!isAnthropicCall(headers))
    return anthropicError({ status: 400, message: 'anthropic-version: header is required' });
  const wrong = firstWrongMember(body, members);
  if (!wrong) return undefined;
  const { name, wanted } = wrong.member;
  const message = wrong.isMissing ? `${name}: Field required` : `${name}: Input should be ${wanted}`;
  return anthropicError({ status: 400, message });
}

export function anthropicKeyRefusal(headers: FastifyRequest['headers']): WireAnswer | undefined {
  if (headers['x-api-key'] || headers.authorization) return undefined;
  return anthropicError({ status: 401, message: 'x-api-key header is required' });
}
