import { RagCacheError } from '@app/core';
import { APIError, OpenAI, RateLimitError } from 'openai';
import { chunk } from '../../../../testing/wire/openai.wire.js';
import { ChatCompletionsWireFormat } from './chat-completions.wire-format.js';

const format = new ChatCompletionsWireFormat();
const refusal = new RagCacheError('rate_limited', 'Too many requests. Try again in a second.');
const asked = { model: 'gpt-4.1-mini', messages: [{ role: 'user' as const, content: 'Hi' }] };

function clientOf(body: string, status: number, type: string): OpenAI {
  const response = async () => new Response(body, { status, headers: { 'content-type': type } });
  return new OpenAI({ apiKey: 'x', maxRetries: 0, fetch: response });
}

describe("our errors in OpenAI's shape", () => {
  it('name the fault and the first field', () => {
    const errors = [
      { path: 'model', message: 'must be a non-empty string' },
      { path: 'messages.0', message: 'must be an object' },
    ];
    const error = new RagCacheError('validation_failed', 'The request can not be read.', { errors });
    expect(format.error(error, 400, 'r1')).toEqual({
      error: {
        message:
          'The request can not be read. model: must be a non-empty string. messages.0: must be an object.',
        type: 'invalid_request_error',
        param: 'model',
        code: 'validation_failed',
      },
    });
  });

  it.each([
    [401, 'authentication_error'],
    [403, 'permission_error'],
    [413, 'invalid_request_error'],
    [429, 'rate_limit_error'],
    [503, 'server_error'],
  ])('of status %d are of type %s', (status, type) => {
    expect(format.error(refusal, status, 'r1')).toMatchObject({ error: { type, param: null } });
  });

  it('are what the official client throws for a whole call', async () => {
    const body = JSON.stringify(format.error(refusal, 429, 'r1'));
    const call = clientOf(body, 429, 'application/json').chat.completions.create(asked);
    await expect(call).rejects.toBeInstanceOf(RateLimitError);
    await expect(call).rejects.toMatchObject({ status: 429, code: 'rate_limited', type: 'rate_limit_error' });
  });

  it('are what the official client throws inside a stream', async () => {
    const body = chunk({ role: 'assistant', content: 'a' }) + format.errorFrame(refusal, 429, 'r1');
    const stream = clientOf(body, 200, 'text/event-stream').chat.completions.stream(asked);
    const failure = stream.finalChatCompletion();
    await expect(failure).rejects.toBeInstanceOf(APIError);
    await expect(failure).rejects.toMatchObject({ code: 'rate_limited' });
  });
});
