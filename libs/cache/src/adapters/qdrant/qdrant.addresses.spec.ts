import { qdrantUrlProblem } from './qdrant.addresses.js';

describe('QDRANT_URL', () => {
  it.each([
    'http://qdrant',
    'HTTP://QDRANT:6333/',
    'http://a:6333,http://b:6333,http://c:6333',
    ' http://a:6333 , https://b:6333 ',
    'http://a:6333,http://a:6343',
    'http://a,https://a',
    'https://proxy.example.com/one,https://proxy.example.com/two',
    'http://qdrant_1.internal,http://10.0.0.2,http://[fd00::2]:6333',
  ])('may be %s', (setting) => expect(qdrantUrlProblem(setting)).toBeUndefined());

  it.each([
    ['qdrant:6333', /: it begins with neither http:\/\/ nor https:\/\/$/],
    ['http://a,grpc://b:6334', /: address 2 of 2 begins with neither/],
    ['http://a,b:6333,http://c', /: address 2 of 3 begins with neither/],
    ['http://[', /: it is not a URL$/],
    ['http://a,http://b:70000', /: address 2 of 2 is not a URL$/],
    ['http://a http://b', /: it is not a URL$/],
    ['http://a,http://b /x', /: address 2 of 2 is not a URL$/],
    ['http://a;http://b', /: it has a host that can not be$/],
    ['http://a,,http://b', /: address 2 of 3 is empty\. Take the extra comma out$/],
    [',http://a', /: address 1 of 2 is empty/],
    ['http://a,', /: address 2 of 2 is empty/],
    [',', /: address 1 of 2 is empty/],
    ['http://a:0', /: it has port 0$/],
    ['http://a?api-key=x', /: it goes on after \? or #\. Take that out$/],
    ['http://a,http://b/#', /: address 2 of 2 goes on after/],
    ['http://a,http://a', /: address 2 of 2 is the same server as address 1\. Name each once$/],
    ['http://a,http://b,http://A:6333/', /: address 3 of 3 is the same server as address 1/],
    ['https://a/x,https://a:6333/x/', /: address 2 of 2 is the same server as address 1/],
  ])('may not be %s', (setting, message) => {
    expect(qdrantUrlProblem(setting)).toMatch(/^must be http:\/\/ or https:\/\/ URLs, comma-separated: /);
    expect(qdrantUrlProblem(setting)).toMatch(message);
  });

  it.each(['http://user:s3cret@a', 'http://a,https://:s3cret@b', 'http://a,https://s3cret@b:6333/x'])(
    'may not hold credentials, and they are not repeated: %s',
    (setting) => {
      expect(qdrantUrlProblem(setting)).toMatch(
        /holds a user or a password\. Take it out, and set QDRANT_API_KEY$/,
      );
      expect(qdrantUrlProblem(setting)).not.toContain('s3cret');
    },
  );
});
