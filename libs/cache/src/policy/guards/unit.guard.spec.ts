import { UnitGuard } from './unit.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new UnitGuard(), {
  vetoes: {
    'units that contradict': [
      ['What is the price in dollars?', 'What is the price in francs?'],
      ['How many grams are in it?', 'How many litres are in it?'],
    ],
  },
  passes: {
    'a unit on one side only': [['What is the price?', 'What is the price in dollars?']],
    'units of numbers': [['run 5 km', 'run 3 miles']],
  },
});
