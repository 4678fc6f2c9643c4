import { AccentGuard } from './accent.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new AccentGuard(), {
  vetoes: {
    'accents that make another word': [
      ['How do I update my résumé?', 'How do I update my resume?'],
      ['Where do I buy pâté?', 'Where do I buy pate?'],
      ['the rosé tastes good', 'the rose tastes good'],
      ['what does año mean', 'what does ano mean'],
      ['do I resume with a résumé', 'do I resume with a resume'],
    ],
  },
  passes: {
    'one word with and without': [
      ['a café in town', 'a cafe in town'],
      ['is it naïve', 'is it naive'],
      ['offices in Zürich', 'offices in Zurich'],
    ],
    'composed and decomposed accents': [['a r\u00e9sum\u00e9', 'a re\u0301sume\u0301']],
    'other words': [['my résumé', 'my cover letter']],
  },
});
