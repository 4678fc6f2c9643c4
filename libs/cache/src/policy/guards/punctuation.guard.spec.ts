import { PunctuationGuard } from './punctuation.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new PunctuationGuard(), {
  vetoes: {
    commas: [
      ['No, way', 'No way'],
      ["Let's eat, grandma", "Let's eat grandma"],
    ],
    hyphens: [
      ['is it a man-eating shark', 'is it a man eating shark'],
      ['should I re-sign the lease', 'should I resign the lease'],
    ],
    'words that were joined': [['every day prices', 'everyday prices']],
    apostrophes: [
      ["the student's books", "the students' books"],
      ["what if it's broken", 'what if its broken'],
      ["when we're here", 'when were here'],
    ],
    'a question mark that makes a question': [
      ['the office is open', 'the office is open?'],
      ['do not sign', 'do not sign?'],
    ],
    'white space that is spoken of': [
      ['is a  b with two spaces wrong', 'is a b with two spaces wrong'],
      ['does "a  b" match', 'does "a b" match'],
      ['how is a tab read:\ta', 'how is a tab read: a'],
    ],
  },
  passes: {
    'closing marks of a question': [['where is the office?', 'where is the office']],
    'a question behind a sentence': [
      ['I lost it. Where do I report that?', 'I lost it. Where do I report that'],
    ],
    'other words': [['no, way too much', 'not much']],
    'white space of prose': [['where  is it', 'where is it']],
    'courtesies and their commas': [['Hello, where is it? Thanks!', 'where is it?']],
    contractions: [["I can't log in", 'I cannot log in']],
  },
});
