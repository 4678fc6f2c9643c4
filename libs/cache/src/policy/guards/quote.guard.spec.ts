import { QuoteGuard } from './quote.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new QuoteGuard(), {
  vetoes: {
    'other quotes': [
      ['What does "carpe diem" mean?', 'What does "memento mori" mean?'],
      ['Explain `git add`', 'Explain `git rm`'],
    ],
  },
  passes: {
    'the same without marks': [['What does "carpe diem" mean?', 'What does carpe diem mean?']],
    apostrophes: [["my dog's bed", "my dog's bed's cover"]],
  },
});
