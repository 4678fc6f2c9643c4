import { PayloadGuard } from './payload.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new PayloadGuard(), {
  vetoes: {
    'another payload': [
      ['Summarise: the fox ran home', 'Summarise: the fox ran away'],
      ['Fix this format: DD.mm.YYYY', 'Fix this format: dd.MM.yyyy'],
      ['Translate: a + b now', 'Translate: a - b now'],
    ],
  },
  passes: {
    'case and white space': [
      ['Translate to Dutch: The fox ran home', 'translate to Dutch:  the fox ran home'],
    ],
    'no instruction': [['Note: how are you today', 'Hint: how are you there']],
  },
});
