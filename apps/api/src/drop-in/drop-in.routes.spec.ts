import { formatOf, isDropIn } from './drop-in.routes.js';

describe('isDropIn', () => {
  it.each(['/v1/chat/completions', '/v1/messages', '/v1/models?limit=1', '/v1/anything', '/v1/'])(
    'is so of %s',
    (url) => expect(isDropIn(url)).toBe(true),
  );

  it.each(['/api/v1/query', '/v1', '/v10/messages', '/V1/messages', '/health', '//v1/messages', ''])(
    'is not so of %j',
    (url) => expect(isDropIn(url)).toBe(false),
  );
});

describe('formatOf', () => {
  const VERSION = { 'anthropic-version': '2023-06-01' };

  it('is told by a path that only one provider has, whatever the headers say', () => {
    expect(formatOf('/v1/messages', {})).toBe('messages');
    expect(formatOf('/v1/messages?beta=true', {})).toBe('messages');
    expect(formatOf('/v1/messages/count_tokens', {})).toBe('messages');
    expect(formatOf('/v1/chat/completions', VERSION)).toBe('chat-completions');
    expect(formatOf('/v1/chat/completions/chatcmpl-1', VERSION)).toBe('chat-completions');
  });

  it.each(['/v1/models', '/v1/models/claude-sim', '/v1/files'])(
    'is told by the version header of %s',
    (url) => {
      expect(formatOf(url, VERSION)).toBe('messages');
      expect(formatOf(url, {})).toBe('chat-completions');
    },
  );
});
