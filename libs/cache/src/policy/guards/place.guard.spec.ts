import { PlaceGuard } from './place.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new PlaceGuard(), {
  vetoes: {
    'other places': [
      ['vat in spain', 'vat in italy'],
      ['hotels in new york', 'hotels in new delhi'],
      ['weather in texas', 'weather in ohio'],
    ],
    'a place on one side only': [['what is the minimum wage', 'what is the minimum wage in france']],
  },
  passes: {
    'people of a country': [['french wine', 'wine of france']],
    'a city and its country': [['hotels in paris, france', 'hotels in paris']],
    'names of one place': [['taxes in the US', 'taxes in the united states']],
  },
});
