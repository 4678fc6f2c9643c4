import * as fc from 'fast-check';
import { brokenRouteIn, closedRoutesOf, isClosed, segmentsOf } from './pass-route.js';

describe('segmentsOf', () => {
  it.each(['/files', '/files/file-1/content', '/batches/batch_1', '/models/gpt-4.1-mini', '/models/a:b@c'])(
    'splits %s',
    (path) => expect(segmentsOf(path)).toEqual(path.slice(1).split('/')),
  );

  it.each([
    ...['', '/', 'files', '//files', '/files/', '/files//x', '/.', '/..', '/files/../x', '/files/.../x'],
    ...[
      '/files/%2e%2e/x',
      '/files/%2E./x',
      '/a%2fb',
      '/files#x',
      '/files;a=b',
      '/files%23x',
      '/files%3bx',
      '/a%0ab',
      '/a%2Fb',
      '/a%5cb',
      '/a\\b',
      '/a b',
      '/a%00',
      '/a\n',
    ],
    `/${'x'.repeat(2_048)}`,
  ])('refuses %j, which another server may read in another way', (path) => {
    expect(() => segmentsOf(path)).toThrow(expect.objectContaining({ code: 'not_found' }) as Error);
  });

  it('passes no path that a URL parser would change', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w%./\\~:-]{0,24}$/), (text) => {
        const path = `/${text}`;
        try {
          segmentsOf(path);
        } catch {
          return;
        }
        expect(new URL(`http://host${path}`).pathname).toBe(path);
      }),
    );
  });
});

describe('PASS_ROUTES', () => {
  const isClosedBy = (list: string, method: string, path: string) =>
    isClosed(method, segmentsOf(path), closedRoutesOf(list));

  it.each([
    ['files', 'GET', '/files', true],
    ['files', 'POST', '/files/file-1/content', true],
    ['files', 'GET', '/filesystem', false],
    ['/files', 'GET', '/files', true],
    ['DELETE models', 'DELETE', '/models/m', true],
    ['DELETE models', 'GET', '/models/m', false],
    ['GET files', 'HEAD', '/files', true],
    ['fine_tuning/jobs', 'POST', '/fine_tuning/jobs', true],
    ['fine_tuning/jobs', 'POST', '/fine_tuning/checkpoints', false],
    ['files/*/content', 'GET', '/files/file-1/content', true],
    ['files/*/content', 'GET', '/files/file-1', false],
    ['files', 'GET', '/%66iles', true],
    ['files', 'GET', '/Files', true],
    ['files', 'GET', '/%E0%A4%A', false],
    ['*', 'PUT', '/anything/at/all', true],
    [' batches , files ', 'GET', '/files', true],
    ['', 'GET', '/files', false],
  ])('%j for %s %s', (list, method, path, expected) => {
    expect(isClosedBy(list, method, path)).toBe(expected);
  });

  it.each(['FETCH files', 'files models', 'files?x', 'https://host/files', 'a//b'])(
    'has no entry %j',
    (entry) => expect(brokenRouteIn(`batches, ${entry}`)).toBe(entry),
  );
});
