import { leastCpuMs } from '@app/core/testing';
import { HOSTILE_TEXTS } from '../../../testing/hostile-texts.js';
import { isBareQuestion } from './bare-question.js';

describe('isBareQuestion', () => {
  it.each([
    'Where is lunch served?',
    'reset password',
    'How do I set "dark mode" to `auto`?',
    'Quick question: how do I turn dark mode on in the desktop app?',
    'My card is lost! What do I do now?',
    'Is it open from 9:30 to 17:00?',
    '午餐在哪里供应？',
  ])('takes "%s"', (text) => expect(isBareQuestion(text)).toBe(true));

  it.each([
    ['nothing', ' '],
    ['a greeting', 'Hello!'],
    ['several paragraphs', 'The canteen serves lunch.\n\nWhere is lunch served?'],
    ['two lines', 'Where is lunch\nserved?'],
    ['a label with a passage', 'Context: lunch is served in the canteen every day. Who eats there?'],
    ['a letter', 'Correct this letter: Dear John, I has not seen you since Monday'],
    ['a long quote', 'Who said "the canteen serves lunch to all who come early"?'],
    ['a tag', 'What is in <doc>the canteen</doc>?'],
    ['a form', 'Name: Jo Street: Main Road'],
    ['an inner list', 'Sort these: 1. pears 2. apples'],
    ['a fence', 'What is ```x = 1```?'],
    ['an object', 'What is wrong with {"a": 1}?'],
    ['a table', 'Read | a | b |'],
    ['more words than a question has', `Why ${'is it so '.repeat(30)}?`],
    ['a text without spaces that is longer than a question', '字'.repeat(500)],
  ])('refuses %s', (_, text) => expect(isBareQuestion(text)).toBe(false));

  it.each(HOSTILE_TEXTS)('takes little time over %s', (_, text) => {
    const decide = () => [text.slice(0, 480), text].forEach(isBareQuestion);
    expect(leastCpuMs(100, decide)).toBeLessThan(100);
  });
});
