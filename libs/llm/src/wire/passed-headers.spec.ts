import { passedBackHeaders, passedHeaders } from './passed-headers.js';

describe('passedHeaders', () => {
  it('keeps the headers that describe the request and its client', () => {
    const headers = {
      ...{ 'content-type': 'multipart/form-data; boundary=x', 'content-length': '12', accept: 'audio/*' },
      ...{ 'user-agent': 'OpenAI/JS', 'x-stainless-lang': 'js', 'anthropic-beta': 'files' },
      ...{ 'idempotency-key': 'k', 'content-encoding': 'gzip', range: 'bytes=0-1' },
    };
    expect(passedHeaders(headers)).toEqual(headers);
  });

  it.each([
    ...['authorization', 'x-api-key', 'api-key', 'cookie', 'openai-organization', 'openai-project'],
    ...['host', 'connection', 'transfer-encoding', 'upgrade', 'x-forwarded-for', 'forwarded', 'origin'],
    ...['accept-encoding', 'cache-control', 'x-cache-ttl', 'sec-fetch-mode'],
  ])('keeps %s back', (name) => {
    expect(passedHeaders({ [name]: 'x' })).toEqual({});
  });

  it('keeps the headers back that belong to the connection by its own word', () => {
    expect(passedHeaders({ connection: 'keep-alive, X-Hop', 'x-hop': '1', 'x-end': '2' })).toEqual({
      'x-end': '2',
    });
  });

  it('leaves out what Node can not send', () => {
    expect(passedHeaders({ a: 'b\u0000', c: undefined })).toEqual({});
  });
});

describe('passedBackHeaders', () => {
  it('returns what describes the body, and the id of the request under another name', () => {
    expect(
      passedBackHeaders({
        ...{ 'content-type': 'audio/mpeg', 'content-length': '3', 'x-request-id': 'theirs' },
        ...{ 'set-cookie': ['a=b'], 'openai-organization': 'ours', connection: 'close' },
        'access-control-allow-origin': '*',
      }),
    ).toEqual({ 'content-type': 'audio/mpeg', 'content-length': '3', 'x-upstream-request-id': 'theirs' });
  });

  it.each([
    ['a value in UTF-8', { 'x-name': 'naïve €' }, { 'x-name': 'na\xc3\xafve \xe2\x82\xac' }],
    ['a file name', { 'content-disposition': '€' }, { 'content-disposition': '\xe2\x82\xac' }],
    [
      'a file name that undici left as bytes',
      { 'content-disposition': '\xe2\x82\xac', 'content-length': '3' },
      { 'content-disposition': '\xe2\x82\xac', 'content-length': '3' },
    ],
    ['nothing of bytes that undici lost', { 'x-name': 'a\ufffd' }, {}],
  ])('returns the bytes that came: %s', (_, received, returned) => {
    expect(passedBackHeaders(received)).toEqual(returned);
  });

  it('leaves out the length of a body that is decoded', () => {
    expect(passedBackHeaders({ 'content-encoding': 'gzip', 'content-length': '3' })).toEqual({});
  });
});
