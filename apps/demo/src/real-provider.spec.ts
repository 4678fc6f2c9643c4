import { realProvider } from './real-provider.js';

describe('realProvider', () => {
  const before = process.env;
  afterEach(() => {
    process.env = before;
  });

  it('is there when a key is, with everything that says how to reach it', () => {
    const proxies = Object.fromEntries(
      ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'].map((name) => [name, 'http://proxy:3128']),
    );
    const given = {
      OPENAI_API_KEY: 'sk',
      ...proxies,
      NO_PROXY: 'a',
      no_proxy: 'b',
      NODE_EXTRA_CA_CERTS: 'c',
    };
    process.env = { ...given, HOME: '/root' };
    expect(realProvider()).toEqual({ ...given, DEFAULT_PROVIDER: 'openai' });
  });

  it('is not there without a key', () => {
    process.env = { OPENAI_BASE_URL: 'http://127.0.0.1/v1' };
    expect(realProvider()).toBeUndefined();
  });
});
