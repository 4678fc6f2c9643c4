import { CodeGuard } from './code.guard.js';
import { describeGuard } from './guard.contract.js';

describeGuard(new CodeGuard(), {
  vetoes: {
    operators: [
      ['when is a == b', 'when is a === b'],
      ['list x > 0', 'list x >= 0'],
      ['what does a -> b do', 'what does a => b do'],
    ],
    flags: [
      ['tar -x file', 'tar -c file'],
      ['ls --all', 'ls --size'],
    ],
  },
  passes: {
    'dashes of prose': [
      ['tea - with milk', 'tea with milk'],
      ['red / green lamps', 'red green lamps'],
    ],
    'white space': [['a ==b', 'a == b']],
  },
});
