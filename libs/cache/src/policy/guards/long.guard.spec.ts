import { LongGuard } from './long.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

const PATHS =
  'which of the paths from the station to the old harbour is open for bicycles and prams on a day in winter';

describeGuard(new LongGuard(), {
  vetoes: {
    'many words of which one differs': [
      [`${PATHS} when the ferry is late`, `${PATHS} when the tram is late`],
      [`Tell me ${PATHS} with snow`, `Tell me ${PATHS} with heavy snow`],
    ],
    'a fact that differs': [
      [
        'Lunch is served in the canteen. Where is lunch served?',
        'Lunch is served in the yard. Where is lunch served?',
      ],
      ['I paid by card. Why was it declined?', 'I paid by cheque. Why was it declined?'],
      ['My cat is ill! What can I do?', 'My cat is ill and old! What can I do?'],
      ['The key is in the box. Where is the key?', 'The key is under the box. Where is the key?'],
    ],
    'another form, tense or mood of a word': [
      ['The manager is Ann. Who is the manager?', 'The manager was Ann. Who is the manager?'],
      ['The team must sign it. Who signs?', 'The team may sign it. Who signs?'],
      ['The firm owns it. Who owns it?', 'The company owns it. Who owns it?'],
    ],
    'a fact in a clause of its own': [
      ['Since lunch is in the canteen, where is it?', 'Since lunch is near the canteen, where is it?'],
      ['the office opens at 9 - when does it open', 'the office opens after 9 - when does it open'],
      ['Where is lunch [lunch is in the canteen]?', 'Where is lunch [lunch is by the canteen]?'],
      ['the team must sign it | who has to sign it', 'the team can sign it | who has to sign it'],
      ['the boss may sign; who may sign it?', 'the boss must sign; who may sign it?'],
      ['where is lunch if lunch is in the canteen', 'where is lunch if lunch is near the canteen'],
    ],
  },
  passes: {
    'the same words': [[`${PATHS} when it snows`, `${PATHS}, when it snows?`]],
    contractions: [["My card doesn't work. Why?", 'My card does not work. Why?']],
    'short questions': [['where is lunch served', 'where is dinner served']],
    'questions with a comma': [['In winter, where is lunch served?', 'In summer, where is lunch served?']],
  },
});
