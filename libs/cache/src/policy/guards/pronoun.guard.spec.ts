import { PronounGuard } from './pronoun.guard.js';
import { describeGuard } from './guard.contract.js';

describeGuard(new PronounGuard(), {
  vetoes: {
    'other persons': [
      ['How old is he?', 'How old is she?'],
      ['What is my name?', 'What is your name?'],
      ['Is his brother here?', 'Is her brother here?'],
      ['Is my cat ill?', 'Is his cat ill?'],
    ],
  },
  passes: {
    anyone: [
      ['How do I tie a tie?', 'How do you tie a tie?'],
      ['How can you improve your chess?', 'How can I improve my chess?'],
    ],
    'one side only': [['How do I bake bread?', 'bake bread']],
  },
});
