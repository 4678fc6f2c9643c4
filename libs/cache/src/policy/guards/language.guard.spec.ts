import { LanguageGuard } from './language.guard.js';
import { describeGuard } from './guard.contract.js';

describeGuard(new LanguageGuard(), {
  vetoes: {
    'other languages': [
      ['Wie beantrage ich einen neuen Ausweis für die Firma?', 'Wie beantrage ich einen neuen Ausweis?'],
      ['Как дела?', 'Как дела сегодня?'],
      ['Where is it?', '¿Dónde está la oficina?'],
    ],
  },
  passes: {
    English: [
      ['Where is the office?', 'where is our office'],
      ['café prices', 'cafe prices'],
    ],
    'too little to tell': [['kubernetes', 'docker']],
  },
});
