import { ScopeGuard } from './scope.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new ScopeGuard(), {
  vetoes: {
    'how much is meant': [
      ['reset the password for all users', 'reset the password for one user'],
      ['delete every file', 'delete a single file'],
      ['delete all of the files', 'delete some of the files'],
      ['do most people pay', 'do many people pay'],
      ['can either of them sign', 'can both of them sign'],
      ['I have few friends', 'I have a few friends'],
      ['delete all files and some folders', 'delete some files and all folders'],
    ],
  },
  passes: {
    'a scope word on one side only': [['list the flights', 'list all the flights']],
    'the same scope': [['each member', 'every member']],
  },
});
