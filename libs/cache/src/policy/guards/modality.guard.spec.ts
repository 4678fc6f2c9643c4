import { ModalityGuard } from './modality.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new ModalityGuard(), {
  vetoes: {
    'must and may': [
      ['Must I wear a helmet?', 'May I wear a helmet?'],
      ['Is it mandatory to tip?', 'Is it possible to tip?'],
      ['What are guests allowed to bring?', 'What are guests forbidden to bring?'],
    ],
  },
  passes: {
    'must in open questions': [['What do I have to do to join?', 'What can I do to join?']],
    'the same': [['Can I pay later?', 'Could I pay later?']],
  },
});
