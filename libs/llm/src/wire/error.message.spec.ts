import { RagCacheError } from '@app/core';
import { messageOf } from './error.message.js';

describe("an error's message", () => {
  it('of a failure of ours says nothing but the id', () => {
    const failure = new RagCacheError('internal', 'secret detail');
    expect(messageOf(failure, 500, 'r1')).toBe('Tell your operator the request id r1.');
  });

  it.each(['provider_not_configured', 'not_in_cache'] as const)('of %s says what to do', (code) => {
    expect(messageOf(new RagCacheError(code, 'Do this.'), 503, 'r1')).toBe('Do this.');
  });

  it('names each faulty field once', () => {
    const errors = [
      { path: 'a', message: 'must be x' },
      { path: '', message: 'must be y' },
    ];
    const error = new RagCacheError('validation_failed', 'a: must be x.', { errors });
    expect(messageOf(error, 400, 'r1')).toBe('a: must be x. body: must be y.');
  });
});
