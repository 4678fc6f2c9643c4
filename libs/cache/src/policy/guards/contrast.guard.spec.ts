import { ContrastGuard } from './contrast.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new ContrastGuard(), {
  vetoes: {
    'things that exclude each other': [
      ['laptops for interns', 'laptops for managers'],
      ['install it on windows', 'install it on linux'],
      ['a red button', 'a blue button'],
      ['feed a cat', 'feed a dog'],
    ],
  },
  passes: {
    synonyms: [['a quick meal', 'a fast meal']],
    'one side only': [['a button', 'a red button']],
  },
});
