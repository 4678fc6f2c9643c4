import { TenseGuard } from './tense.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new TenseGuard(), {
  vetoes: {
    'past and future': [
      ['Will the shop open on time?', 'Did the shop open on time?'],
      ['Has the office moved?', 'Will the office move?'],
    ],
    'what is no more': [
      ['Is it called Bombay?', 'Did it use to be called Bombay?'],
      ['she lives here', 'she used to live here'],
    ],
    'past and present in yes-no questions': [
      ['Is the server down?', 'Was the server down?'],
      ['Do we refund fees?', 'Did we refund fees?'],
    ],
    'a proposal and a fact': [['Should we cancel it?', 'Did we cancel it?']],
  },
  passes: {
    'open questions': [['What is the capital of Peru?', 'What was the capital of Peru?']],
    tools: [['is it used to cut wood', 'is it there to cut wood']],
  },
});
