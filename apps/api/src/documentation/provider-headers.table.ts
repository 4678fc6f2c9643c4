import { header, type Headers, OF_ERRORS, retryAfter, TEXT } from './response-headers.table.js';

/** The provider's headers that are forwarded; its `X-Request-Id` is renamed. A provider may send further rate limit headers. */
export const OF_PROVIDERS: Headers = {
  'X-Upstream-Request-Id': header("The provider's request id.", TEXT, 'req_8f2c'),
  'X-Upstream': header('The upstream that answered, where UPSTREAMS_FILE lists some.', TEXT, 'groq'),
  'Request-Id': header("Anthropic's request id.", TEXT, 'req_011CS'),
  'OpenAI-Version': header('Of its API.', TEXT, '2020-10-01'),
  'OpenAI-Processing-Ms': header('How long it took.', TEXT, '812'),
  'Retry-After': retryAfter(),
  'Retry-After-Ms': header('The same in milliseconds.', TEXT, '1500'),
  'X-Should-Retry': OF_ERRORS[504]!['X-Should-Retry']!,
  'X-RateLimit-Limit-Requests': header('OpenAI.', TEXT, '500'),
  'X-RateLimit-Limit-Tokens': header('OpenAI.', TEXT, '200000'),
  'X-RateLimit-Remaining-Requests': header('OpenAI.', TEXT, '499'),
  'X-RateLimit-Remaining-Tokens': header('OpenAI.', TEXT, '199850'),
  'X-RateLimit-Reset-Requests': header('OpenAI.', TEXT, '120ms'),
  'X-RateLimit-Reset-Tokens': header('OpenAI.', TEXT, '45ms'),
  'Anthropic-RateLimit-Requests-Limit': header('Anthropic.', TEXT, '50'),
  'Anthropic-RateLimit-Requests-Remaining': header('Anthropic.', TEXT, '49'),
  'Anthropic-RateLimit-Requests-Reset': header('Anthropic.', TEXT, '2026-03-01T12:00:00Z'),
  'Anthropic-RateLimit-Tokens-Limit': header('Anthropic.', TEXT, '50000'),
  'Anthropic-RateLimit-Tokens-Remaining': header('Anthropic.', TEXT, '49000'),
  'Anthropic-RateLimit-Tokens-Reset': header('Anthropic.', TEXT, '2026-03-01T12:00:00Z'),
};
