import { NameGuard } from './name.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new NameGuard(), {
  vetoes: {
    'other names': [
      ['What does Anna Weber do?', 'What does Anna Huber do?'],
      ['When did Kodak close?', 'When did Fuji close?'],
      ['Tell me about the album by Prince', 'Tell me about the album by Sting'],
    ],
    'a name on one side only': [['When does the shop open in Ulm?', 'When does the shop open?']],
  },
  passes: {
    'forms and typing errors': [
      ['the coast of Norway', 'the Norwayan coast'],
      ['Where is Einstein buried?', 'where is einstien buried?'],
    ],
    acronyms: [['Who leads the Internal Revenue Service?', 'Who leads the IRS?']],
    'title case': [['How To Bake Fresh Bread', 'how to bake fresh rolls']],
    thanks: [['bake bread Thanks!', 'bake bread']],
  },
});
