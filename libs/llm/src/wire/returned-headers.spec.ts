import { returnedHeaders } from './returned-headers.js';

describe('returnedHeaders', () => {
  it('tell the kind of answer, when to try again, the rate limits and the ids of the call', () => {
    const headers = {
      ...{ 'content-type': 'text/event-stream; charset=utf-8', 'request-id': 'req_1' },
      ...{ 'retry-after': '7', 'retry-after-ms': '7000', 'x-should-retry': 'true' },
      ...{ 'openai-version': '2020-10-01', 'openai-processing-ms': '12' },
      ...{ 'x-ratelimit-remaining-tokens': '1', 'x-ratelimit-reset-requests': '1s' },
      'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:00Z',
      'anthropic-priority-input-tokens-limit': '5',
      'anthropic-fast-input-tokens-limit': '5',
    };
    expect(returnedHeaders(headers)).toEqual(headers);
  });

  it("keep the upstream's id apart from the service's own", () => {
    expect(returnedHeaders({ 'x-request-id': 'theirs' })).toEqual({ 'x-upstream-request-id': 'theirs' });
  });

  it("leave out what names the operator's account, concerns the connection or is not known", () => {
    const headers = {
      ...{ 'openai-organization': 'org', 'openai-project': 'p', 'anthropic-organization-id': 'o' },
      ...{ 'set-cookie': ['a=b'], 'cf-ray': 'x', server: 'cloudflare', location: 'https://elsewhere' },
      ...{ connection: 'keep-alive', 'keep-alive': 'timeout=5', 'transfer-encoding': 'chunked' },
      ...{ 'content-encoding': 'gzip', 'content-length': '7', 'access-control-allow-origin': '*' },
      ...{ 'cache-control': 'no-store', 'x-cache': 'HIT', via: '1.1 proxy' },
    };
    expect(returnedHeaders(headers)).toEqual({});
  });

  it('leave out values that no response can have', () => {
    expect(returnedHeaders({ 'x-ratelimit-note': '5 €', 'retry-after': '7' })).toEqual({
      'retry-after': '7',
    });
  });

  it('join what came several times', () => {
    expect(returnedHeaders({ 'retry-after': ['1', '2'] })).toEqual({ 'retry-after': '1,2' });
  });
});
