import { CaseGuard } from './case.guard.js';
import { describeGuard } from './guard.contract.js';

describeGuard(new CaseGuard(), {
  vetoes: {
    'capitals that make another word': [
      ['What does it mean for US?', 'What does it mean for us?'],
      ['How do I join IT?', 'How do I join it?'],
      ['How do I learn Polish well?', 'How do I learn polish well?'],
    ],
  },
  passes: {
    'a writer without capitals': [['Is the Turkey route open?', 'is the turkey route open?']],
    shouting: [['HOW DO I JOIN IT', 'How do I join it']],
    'both forms in one text': [['May I come in May?', 'may I come in May?']],
  },
});
