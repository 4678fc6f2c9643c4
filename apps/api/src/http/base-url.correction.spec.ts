import * as fc from 'fast-check';
import { leastCpuMs } from '@app/core/testing';
import { correctedUrl } from './base-url.correction.js';

const CALLS = ['/v1/chat/completions', '/v1/messages', '/v1/embeddings', '/v1/models', '/api/v1/query'];

describe('correctedUrl', () => {
  it.each(CALLS)('leaves %s as it is', (url) => {
    expect([url, `${url}?a=//b/`].map(correctedUrl)).toEqual([url, `${url}?a=//b/`]);
  });

  it.each([
    ['//v1/chat/completions', '/v1/chat/completions'],
    ['/v1//chat/completions', '/v1/chat/completions'],
    ['/v1/chat//completions', '/v1/chat/completions'],
    ['/v1/chat/completions/', '/v1/chat/completions'],
    ['///v1///messages//', '/v1/messages'],
    ['/v1/v1/messages', '/v1/messages'],
    ['/v1//v1/messages?beta=true', '/v1/messages?beta=true'],
    ['/chat/completions', '/v1/chat/completions'],
    ['//messages', '/v1/messages'],
    ['/models/', '/v1/models'],
    ['/models?limit=//1', '/v1/models?limit=//1'],
    ['//api/v1/query', '/api/v1/query'],
    ['/api/v1/query/', '/api/v1/query'],
  ])('takes %s for %s', (url, meant) => {
    expect(correctedUrl(url)).toBe(meant);
  });

  it.each([
    ...['', '/', '//', '*', 'http://host//v1/messages', 'v1/messages', '/v1', '/v1/', '/v1/v1'],
    ...[
      '//health',
      '/health/',
      '//metrics',
      '/v1/metrics',
      '/v1/v1/api/v1/query',
      '/v1/api/v1/query',
      '/query',
    ],
    ...['//api/v1/keys', '/api/v1/purge/', '/api//v1/stats', '/v1/messages/count_tokens', '/V1/messages'],
    ...[
      '/v1/./messages',
      '/v1/../v1/messages',
      '/v1%2Fmessages',
      '/v1/%6Dessages',
      '/v1/messages%2F',
      '/v1\\messages',
    ],
    ...[
      '/v1/messages;x',
      '/v2/messages',
      '/messages/x',
      '/x/v1/messages',
      '/v1/messages#/',
      '/docs/',
      '//docs',
    ],
  ])('leaves %j as it is', (url) => {
    expect(correctedUrl(url)).toBe(url);
  });

  it('never leads to another route than those of calls', () => {
    const segment = fc.constantFrom(
      'v1',
      'api',
      'messages',
      'models',
      'chat',
      'completions',
      'keys',
      'query',
      '',
      '.',
      '..',
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 7 }), (segments) => {
        const url = `/${segments.join('/')}`;
        const meant = correctedUrl(url);
        expect(meant === url || CALLS.includes(meant)).toBe(true);
        expect(correctedUrl(meant)).toBe(meant);
      }),
    );
  });

  it('takes no time for long ones', () => {
    const urls = ['/'.repeat(100_000), '/v1'.repeat(50_000), `${'/'.repeat(99_000)}v1/messages`];
    expect(leastCpuMs(500, () => urls.forEach((url) => correctedUrl(url)))).toBeLessThan(500);
  });
});
