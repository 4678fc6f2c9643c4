import { accountUse } from './shared-account.js';

describe('accountUse', () => {
  it.each([
    ['POST', 'evals'],
    ['POST', 'evals/eval_1/runs'],
    ['DELETE', 'models/ft:m'],
    ['HEAD', 'files'],
    ['GET', 'Files/file_1'],
  ])('does not know %s %s', (method, path) => {
    expect(accountUse(method, path.split('/'))).toEqual({ kind: 'unknown' });
  });

  it.each([
    ['GET', 'files/file_1', true],
    ['POST', 'batches/batch_1/cancel', true],
    ['GET', 'files/file_1/content', false],
    ['GET', 'chat/completions/c_1/messages', false],
  ])('%s %s concerns one thing', (method, path, describes) => {
    expect(accountUse(method, path.split('/'))).toMatchObject({ kind: 'concerns', describes });
  });
});
