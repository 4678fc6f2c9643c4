import { formatOf, isDropInPath } from './drop-in.routes.js';

const routed = (url: string, headers = {}) => ({ url, headers, routeOptions: { url: undefined } });

describe('isDropInPath', () => {
  it.each(['/v1/chat/completions', '/v1/messages', '/v1/models?limit=1', '/v1/anything', '/v1/'])(
    'is so of %s',
    (url) => expect(isDropInPath(url)).toBe(true),
  );

  it.each(['/api/v1/query', '/v1', '/v10/messages', '/V1/messages', '/health', '//v1/messages', ''])(
    'is not so of %j',
    (url) => expect(isDropInPath(url)).toBe(false),
  );
});

describe('formatOf', () => {
  const VERSION = { 'anthropic-version': '2023-06-01' };

  it('is told by a path that only one provider has, whatever the headers say', () => {
    expect(formatOf(routed('/v1/messages', {}))).toBe('messages');
    expect(formatOf(routed('/v1/messages?beta=true', {}))).toBe('messages');
    expect(formatOf(routed('/v1/messages/count_tokens', {}))).toBe('messages');
    expect(formatOf(routed('/v1/chat/completions', VERSION))).toBe('chat-completions');
    expect(formatOf(routed('/v1/chat/completions/chatcmpl-1', VERSION))).toBe('chat-completions');
  });

  it.each(['/v1/models', '/v1/models/claude-sim', '/v1/files'])(
    'is told by the version header of %s',
    (url) => {
      expect(formatOf(routed(url, VERSION))).toBe('messages');
      expect(formatOf(routed(url, {}))).toBe('chat-completions');
    },
  );

  it('is told by the route, however the URL spells it', () => {
    const spelled = { url: '/v1/%6Dessages', headers: {}, routeOptions: { url: '/v1/messages' } };
    expect(formatOf(spelled)).toBe('messages');
  });
});
