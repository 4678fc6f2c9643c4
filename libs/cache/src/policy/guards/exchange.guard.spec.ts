import { ExchangeGuard } from './exchange.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new ExchangeGuard(), {
  vetoes: {
    'one thing in the place of another of its sort': [
      ['How do I renew my home insurance?', 'How do I renew my car insurance?'],
      ['How do I change the billing address?', 'How do I change the delivery address?'],
      ['Where is the staff canteen?', 'Where is the staff courtyard?'],
      ['Who approves travel requests?', 'Who approves holiday requests?'],
      ['Is the cover waterproof?', 'Is the strap waterproof?'],
    ],
    'two English words that are one letter apart': [
      ['Where does the trial begin?', 'Where does the trail begin?'],
      ['Which floor is closed?', 'Which flood is closed?'],
    ],
    'two words in the place of others': [['reset the office router', 'reset the coffee machine']],
  },
  passes: {
    'a listed synonym': [
      ['Where can I buy a ticket?', 'Where can I purchase a ticket?'],
      ['How do I begin a game?', 'How do I start a game?'],
    ],
    'a typing error': [['How do I change my adress?', 'How do I change my address?']],
    'another form of the word': [['pay the invoice', 'paying the invoices']],
    'a word on one side only': [['open the door', 'open the front door']],
    'a question put in other words': [
      ['Which meals does the kitchen prepare at noon?', 'What can people eat there around midday usually?'],
    ],
  },
});
