import { PolarityGuard } from './polarity.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new PolarityGuard(), {
  vetoes: {
    negation: [
      ['Which users are active?', 'Which users are not active?'],
      ['Pay with a card', 'Pay without a card'],
    ],
    opposites: [
      ['How do I mute a call?', 'How do I unmute a call?'],
      ['the largest file', 'the smallest file'],
      ['encrypt a disk', 'decrypt a disk'],
      ['Upload a photo', 'Download a photo'],
    ],
    'with and without': [['cake with eggs', 'cake without eggs']],
  },
  passes: {
    'double turns': [
      ['bills that are not paid', 'bills that are unpaid'],
      ['doors that are not open', 'doors that are closed'],
    ],
    'comparison read from the other end': [
      ['Is tea cheaper than coffee?', 'Is coffee more expensive than tea?'],
    ],
    'negation words that negate nothing': [
      ['I can not wait to join', 'I join'],
      ['whether or not it rains', 'whether it rains'],
    ],
    'other words': [['reset a password', 'reset the password']],
  },
});
