import { readCommand, UsageError } from './keys.command.js';

const CREATE = ['create', '--tenant', 'search', '--scopes', 'query, read'];

describe('the words of npm run keys', () => {
  it.each([
    [['--help'], { name: 'help' }],
    [['list'], { name: 'list' }],
    [['revoke', 'abc'], { name: 'revoke', id: 'abc' }],
    [CREATE, { name: 'create', order: { tenant: 'search', scopes: ['query', 'read'], limits: {} } }],
    [
      [...CREATE, '--expires', '2027-01-01T00:00:00Z'],
      {
        name: 'create',
        order: {
          ...{ tenant: 'search', scopes: ['query', 'read'], limits: {} },
          expiresAt: Date.UTC(2027, 0, 1),
        },
      },
    ],
  ])('%j are understood', (words, command) => {
    expect(readCommand(words)).toEqual(command);
  });

  it.each([
    [[], /command is missing/],
    [['destroy'], /destroy is no command/],
    [['revoke'], /needs one id/],
    [['revoke', 'a', 'b'], /needs one id/],
    [['list', 'all'], /all is not understood/],
    [['list', '--tenant', 'a'], /--tenant is for create/],
    [['create'], /--tenant must be/],
    [['create', '--tenant', 'search'], /--scopes must list some of query, read/],
    [['create', '--tenant', 'search', '--scopes', 'query+read'], /--scopes must list/],
    [[...CREATE, '--expires', 'tomorrow'], /--expires must be a date and time/],
    [[...CREATE, '--key', 'mine'], /--key/],
  ])('%j are not, and it is said why', (words, message) => {
    expect(() => readCommand(words)).toThrow(UsageError);
    expect(() => readCommand(words)).toThrow(message);
  });
});
