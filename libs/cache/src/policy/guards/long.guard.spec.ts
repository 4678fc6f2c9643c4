import { LongGuard } from './long.guard.js';
import { describeGuard } from './guard.contract.js';

const PATHS =
  'which of the paths from the station to the old harbour is open for bicycles and prams on a day in winter';

describeGuard(new LongGuard(), {
  vetoes: {
    'many words of which one differs': [
      [`${PATHS} when the ferry is late`, `${PATHS} when the tram is late`],
      [`Tell me ${PATHS} with snow`, `Tell me ${PATHS} with heavy snow`],
    ],
    'another place or time': [
      ['The key is in the box. Where is the key?', 'The key is under the box. Where is the key?'],
      ['I paid before noon. Is it booked?', 'I paid after noon. Is it booked?'],
    ],
    'a fact that differs': [
      [
        'Lunch is served in the canteen. Where is lunch served?',
        'Lunch is served in the yard. Where is lunch served?',
      ],
      ['I paid by card. Why was it declined?', 'I paid by cheque. Why was it declined?'],
      ['My cat is ill! What can I do?', 'My cat is ill and old! What can I do?'],
    ],
  },
  passes: {
    'the same words': [[`${PATHS} when the ferry is late`, `${PATHS} when ferries are late`]],
    synonyms: [['I bought a phone. How do I begin?', 'I purchased a phone. How do I start?']],
    'short questions': [['where is lunch served', 'where is dinner served']],
    abbreviations: [['Is Dr. Who open', 'Is Dr. Who open?']],
  },
});
