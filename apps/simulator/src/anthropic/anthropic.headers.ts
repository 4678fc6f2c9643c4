import type { FastifyRequest } from 'fastify';
import type { Mint } from '../mint.js';

/** Clients of Anthropic are known by the header that all of them send. */
export function isAnthropicCall(headers: FastifyRequest['headers']): boolean {
  return headers['anthropic-version'] !== undefined;
}

/** Headers of every answer of Anthropic; the id is new each time. */
export function anthropicHeaders(mint: Mint): Record<string, string> {
  return {
    'request-id': mint.id('req_'),
    'anthropic-organization-id': '00000000-0000-4000-8000-000000000000',
    'anthropic-ratelimit-requests-limit': '4000',
    'anthropic-ratelimit-requests-remaining': '3999',
    'anthropic-ratelimit-requests-reset': '2025-10-09T08:53:20Z',
  };
}
