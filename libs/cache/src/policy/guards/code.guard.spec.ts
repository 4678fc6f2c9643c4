import { CodeGuard } from './code.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new CodeGuard(), {
  vetoes: {
    operators: [
      ['when is a == b', 'when is a === b'],
      ['list x > 0', 'list x >= 0'],
      ['what does a -> b do', 'what does a => b do'],
      ['is a & b fast', 'is a && b fast'],
      ['why is a < b', 'why is b < a'],
      ['what is 5!', 'what is 5'],
      ['what does a ? b : c do', 'what does a : b ? c do'],
    ],
    'the place of a sign': [
      ['what does i++ do', 'what does ++i do'],
      ['read *.js', 'read **.js'],
      ['go to ..', 'go to .'],
      ['is [0,1] open', 'is (0,1) open'],
    ],
    sigils: [
      ['print $HOME', 'print HOME'],
      ['what is %m', 'what is m'],
      ['learn C#', 'learn C'],
      ['pass &x', 'pass x'],
      ['5° outside', '-5° outside'],
      ['a board of 5"', "a board of 5'"],
      ['what is x²', 'what is x2'],
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
    'amounts, hyphens and the end of a sentence': [
      ['it costs $5.', 'it costs 5 dollars'],
      ['50% of it', '50 percent of it'],
      ['a 5-day trip', 'a 5 day trip'],
      ['bread & butter', 'bread and butter'],
      ['issue #5?!', 'issue 5'],
      ['his/her room', 'his or her room'],
    ],
    'white space': [['a ==b', 'a == b']],
  },
});
