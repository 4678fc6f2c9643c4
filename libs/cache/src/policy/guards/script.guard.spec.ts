import { ScriptGuard } from './script.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new ScriptGuard(), {
  vetoes: {
    'letters of another script': [
      ['Should I n\u043et sign?', 'Should I not sign?'],
      ['is p\u0430ypal safe', 'is paypal safe'],
      ['what does привет mean', 'what does пока mean'],
    ],
    'full-width and mathematical letters': [
      ['should I ｎｏｔ go', 'should I not go'],
      ['is \u{1d400} a letter', 'is A a letter'],
    ],
    'what nobody sees': [
      ['should I n\u200bot go', 'should I not go'],
      ['should I no\u00adt go', 'should I not go'],
      ['should I \u202eton go', 'should I not go'],
    ],
    'the same disguise on both sides, when more differs': [['n\u043et a go', 'n\u043et a stop']],
  },
  passes: {
    notation: [
      ['what is ΔE', 'explain ΔE'],
      ['a layer of 5 μm', 'a 5 μm layer'],
    ],
    emoji: [['who is the 👩‍💻 here', 'who is this 👩‍💻']],
    accents: [['a café in Łódź', 'the café in Łódź']],
  },
});
