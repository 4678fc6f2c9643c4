import { Anthropic, APIError, RateLimitError } from '@anthropic-ai/sdk';
import { RagCacheError, type ErrorCode } from '@app/core';
import { start } from '../../../../testing/wire/anthropic.wire.js';
import { SseDecoder } from '../../../sse/sse.decoder.js';
import { messageOf } from '../../../wire/error.message.js';
import { MessagesWireFormat } from './messages.wire-format.js';

const format = new MessagesWireFormat();
const asked = { model: 'm', max_tokens: 8, messages: [{ role: 'user', content: 'Hi' } as const] };

function clientOf(body: string, status: number, type: string): Anthropic {
  const response = async () => new Response(body, { status, headers: { 'content-type': type } });
  return new Anthropic({ apiKey: 'x', maxRetries: 0, openTelemetry: false, fetch: response });
}

describe('Our errors as Anthropic tells its own', () => {
  it.each<readonly [ErrorCode, number, string]>([
    ['validation_failed', 400, 'invalid_request_error'],
    ['unauthenticated', 401, 'authentication_error'],
    ['forbidden', 403, 'permission_error'],
    ['not_found', 404, 'not_found_error'],
    ['method_not_allowed', 405, 'invalid_request_error'],
    ['body_too_large', 413, 'request_too_large'],
    ['rate_limited', 429, 'rate_limit_error'],
    ['internal', 500, 'api_error'],
    ['upstream_unreachable', 502, 'api_error'],
    ['provider_not_configured', 503, 'api_error'],
    ['overloaded', 503, 'overloaded_error'],
    ['upstream_overloaded', 503, 'overloaded_error'],
    ['upstream_timeout', 504, 'timeout_error'],
    ['not_in_cache', 504, 'timeout_error'],
  ])('%s with %i is %s', (code, status, type) => {
    expect(format.error(new RagCacheError(code, 'What it is.'), status, 'req-1')).toEqual({
      type: 'error',
      error: { type, message: messageOf(new RagCacheError(code, 'What it is.'), status, 'req-1') },
      request_id: 'req-1',
    });
  });

  it('are the last event of a stream that had begun', () => {
    const error = new RagCacheError('upstream_failed', 'What\nit is.');
    expect(new SseDecoder().push(Buffer.from(format.errorFrame(error, 502, 'req-1')))).toEqual([
      { event: 'error', data: JSON.stringify(format.error(error, 502, 'req-1')) },
    ]);
  });

  it('are what the official client throws for a whole call', async () => {
    const error = new RagCacheError('rate_limited', 'Too many requests. Try again in a second.');
    const body = JSON.stringify(format.error(error, 429, 'req-1'));
    const call = clientOf(body, 429, 'application/json').messages.create(asked);
    await expect(call).rejects.toBeInstanceOf(RateLimitError);
    await expect(call).rejects.toMatchObject({ status: 429, type: 'rate_limit_error' });
  });

  it('are what the official client throws inside a stream', async () => {
    const body = start() + format.errorFrame(new RagCacheError('overloaded', 'Try again.'), 503, 'req-1');
    const failure = clientOf(body, 200, 'text/event-stream').messages.stream(asked).finalMessage();
    await expect(failure).rejects.toBeInstanceOf(APIError);
    await expect(failure).rejects.toMatchObject({ type: 'overloaded_error' });
  });
});
