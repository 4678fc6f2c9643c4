import { FormatGuard } from './format.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new FormatGuard(), {
  vetoes: {
    'another output': [
      ['Return it as JSON', 'Return it as YAML'],
      ['a function in Python', 'a function in Java'],
      ['write a formal note', 'write a casual note'],
      ['Explain it', 'Explain it step by step'],
      ['Sort in Go', 'Sort in R'],
    ],
  },
  passes: {
    'the same': [
      ['Return JSON', 'return the json'],
      ['Sort in Go', 'sort in go'],
    ],
  },
});
