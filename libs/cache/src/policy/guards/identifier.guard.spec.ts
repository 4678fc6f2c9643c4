import { IdentifierGuard } from './identifier.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new IdentifierGuard(), {
  vetoes: {
    'other identifiers': [
      ['status of INC-4471', 'status of INC-4417'],
      ['read /etc/hosts', 'read /etc/hosts.allow'],
      ['TLS 1.2.1 setup', 'TLS 1.2.2 setup'],
      ['call user_id', 'call user_ids'],
      ['open main.py', 'open test.py'],
      ['where is order 300-71-22', 'where is order 300-17-22'],
    ],
    'short codes': [
      ['trains of db to Kiel', 'trains of sj to Kiel'],
      ['fares of qx', 'fares'],
    ],
  },
  passes: {
    'joined and split writing': [
      ['set up macOSx', 'set up mac osx'],
      ['GPT-4 prices', 'GPT4 prices'],
    ],
    'everyday numbers': [
      ['and/or', 'and'],
      ['a 5-day trip', 'a 5 day trip'],
      ['the 1990s', 'the nineties'],
    ],
    'a mistyped stop word': [['what is it', 'what si it']],
  },
});
