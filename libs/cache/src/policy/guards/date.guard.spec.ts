import { DateGuard } from './date.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new DateGuard(), {
  vetoes: {
    'other days and months': [
      ['Is the canteen open on Monday?', 'Is the canteen open on Friday?'],
      ['holidays in May', 'holidays in June'],
      ['Report of last month', 'Report of this month'],
      ['a table at 7 pm', 'a table at 8 pm'],
      ['flights on Friday', 'flights on Friday morning'],
    ],
    'a date on one side only': [['Who is on call?', 'Who is on call today?']],
  },
  passes: {
    now: [['Is the mail server down?', 'Is the mail server down now?']],
    'may and march as verbs': [['May I march here?', 'Can I march here?']],
    synonyms: [
      ['the past week', 'last week'],
      ['next Sunday', 'on Sunday'],
    ],
  },
});
