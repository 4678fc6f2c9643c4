import { CaseGuard } from './case.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new CaseGuard(), {
  vetoes: {
    'capitals that make another word': [
      ['What does it mean for US?', 'What does it mean for us?'],
      ['How do I join IT?', 'How do I join it?'],
      ['IT support', 'It support'],
      ['How do I learn Polish well?', 'How do I learn polish well?'],
    ],
    'products, also for a writer without capitals': [
      ['close all Windows', 'close all windows'],
      ['Turn off Messages', 'turn off messages'],
      ['Is the Turkey route open?', 'is the turkey route open?'],
    ],
    units: [
      ['a file of 5 Mb', 'a file of 5 MB'],
      ['a file of 5Mb', 'a file of 5 MB'],
      ['10 mW of power', '10 MW of power'],
    ],
    'code and identifiers': [
      ['what does \\d match', 'what does \\D match'],
      ['rename myVar', 'rename myvar'],
      ['ticket a1B2', 'ticket A1b2'],
      ['a field of type String', 'a field of type string'],
      ['is grep -i slow', 'is grep -I slow'],
    ],
    'one pair in another order': [['is Mg bigger than mg', 'is mg bigger than Mg']],
  },
  passes: {
    'sentences and titles': [
      ['Windows do not close. Notes vanish.', 'windows do not close. notes vanish.'],
      ['How Do I Close My Notes', 'how do I close my notes'],
    ],
    'names that are names in any case': [['the Berlin office', 'the berlin office']],
    shouting: [['HOW DO I JOIN IT', 'How do I join it']],
    'words that are stressed': [['do NOT delete it', 'do not delete it']],
    'a long text without capitals': [
      ['Write a story. It has a Bad ending.', 'write a story. it has a bad ending.'],
    ],
    'the pronoun': [['can i pay', 'can I pay']],
    'both forms in one text': [['May I come in May?', 'may I come in May?']],
  },
});
