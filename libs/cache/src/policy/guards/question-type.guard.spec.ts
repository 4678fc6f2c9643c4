import { QuestionTypeGuard } from './question-type.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new QuestionTypeGuard(), {
  vetoes: {
    'other question words': [
      ['When was the bridge built?', 'Why was the bridge built?'],
      ['Who can see my file?', 'Where can I see my file?'],
      ['How many users are there?', 'How long do users stay?'],
      ['What is a webhook?', 'How do I create a webhook?'],
      ['Is parking paid?', 'How is parking paid?'],
    ],
    'a reason asked besides': [['Who was the best player?', 'Who was the best player, and why?']],
  },
  passes: {
    'one type in other words': [
      ['How much does it cost?', 'What does it cost?'],
      ['How can I get a badge?', 'Where can I get a badge?'],
      ['Why did it fail?', 'What is the reason it failed?'],
    ],
  },
});
