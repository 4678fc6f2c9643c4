import { ScopeGuard } from './scope.guard.js';
import { describeGuard } from './guard.contract.js';

describeGuard(new ScopeGuard(), {
  vetoes: {
    'how much is meant': [
      ['reset the password for all users', 'reset the password for one user'],
      ['delete every file', 'delete a single file'],
    ],
  },
  passes: {
    'a scope word on one side only': [['list the flights', 'list all the flights']],
    'the same scope': [['each member', 'every member']],
  },
});
