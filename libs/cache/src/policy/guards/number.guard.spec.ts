import { NumberGuard } from './number.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new NumberGuard(), {
  vetoes: {
    'other values': [
      ['Refunds above 300 euros', 'Refunds above 3,000 euros'],
      ['What does error 501 mean?', 'What does error 503 mean?'],
      ['Who came third?', 'Who came fourth?'],
      ['Three ways to lose weight', 'Ways to lose weight'],
    ],
    'other units': [['A parcel of 5 kg', 'A parcel of 5 miles']],
    'numbers in another order of words': [['two hundred five', 'two five']],
  },
  passes: {
    'one value written differently': [
      ['a budget of 20,000 dollars', 'a budget of 20k dollars'],
      ['wait 90 seconds', 'wait 1.5 minutes'],
      ['half an hour', '30 minutes'],
      ['twenty-five seats', '25 seats'],
      ['results of Q2', 'results of the second quarter'],
      ['one hundred seats', '100 seats'],
    ],
    'a lone "one"': [['one way to do it', 'a way to do it']],
    'what counts nothing': [['python 3.11.2 features', 'python 3.12.0 features']],
  },
});
