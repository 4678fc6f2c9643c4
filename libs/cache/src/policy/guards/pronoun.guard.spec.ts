import { PronounGuard } from './pronoun.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new PronounGuard(), {
  vetoes: {
    'other persons': [
      ['How old is he?', 'How old is she?'],
      ['What is my name?', 'What is your name?'],
      ['Is his brother here?', 'Is her brother here?'],
      ['Is my cat ill?', 'Is his cat ill?'],
      [
        'How do I know who pays when the flat is sold, the bank or we?',
        'How do I know who pays when the flat is sold, the bank or they?',
      ],
      ['should they pay before we sign', 'should we pay before they sign'],
      ['how do I ask when you have to leave', 'how do I ask when I have to leave'],
    ],
  },
  passes: {
    anyone: [
      ['How do I tie a tie?', 'How do you tie a tie?'],
      ['How can you improve your chess?', 'How can I improve my chess?'],
      ['ways to improve my chess', 'How do you improve your chess?'],
    ],
    'one side only': [['How do I bake bread?', 'bake bread']],
  },
});
