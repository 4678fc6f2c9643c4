import * as fc from 'fast-check';
import { leastCpuMs } from '@app/core/testing';
import { canonicalText } from './canonical-text.js';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts.js';

describe('canonicalText', () => {
  it.each([
    ['What is our refund policy?', 'what is our refund policy'],
    ['Please tell me: what is it?', 'what is it'],
    ['Translate to German: What is IT?', 'translate to german: What is IT?'],
    ['Hi, could you please tell me what the refund policy is? Thanks!', 'what the refund policy is'],
    ['Hello! What is the refund policy, please?', 'what is the refund policy'],
    ['WHAT IS THE REFUND POLICY?', 'what is the refund policy'],
    ["What's the VAT rate in France?", 'what is the VAT rate in france'],
    ["I can't log in", 'i can not log in'],
    [
      'Good morning team, I was wondering how long a refund takes. Thank you in advance.',
      'how long a refund takes',
    ],
    ['Can you explain the refund policy?', 'explain the refund policy'],
    ['explain the refund policy Thanks!', 'explain the refund policy'],
  ])('reads %j as %j', (question, text) => expect(canonicalText(question)).toBe(text));

  it.each([
    ['white space', 'what is \t the refund policy ', 'What is the refund policy'],
    ['case', 'Where is the Berlin office?', 'where is the berlin office'],
    ['a request phrase', 'Could you please explain the refund policy', 'explain the refund policy'],
    [
      'contractions',
      "Where's the office and why don't we move?",
      'where is the office and why do not we move?',
    ],
    ['curly apostrophes', 'What’s new?', "what's new"],
  ])('puts %s aside', (_, one, other) => expect(canonicalText(one)).toBe(canonicalText(other)));

  it.each([
    ['US / us', 'what does it mean for US', 'what does it mean for us'],
    ['IT / it', 'how do I join IT', 'how do I join it'],
    ['AIDS / aids', 'who pays for AIDS', 'who pays for aids'],
    ['shouted US', 'WHAT DOES IT MEAN FOR US', 'what does it mean for us'],
    ['Polish / polish', 'how do I get Polish right', 'how do I get polish right'],
    ['May / may', 'what happens in May', 'what happens in may'],
    ['single capitals', 'is plan A better', 'is plan a better'],
    ['file names', 'open Main.java', 'open main.java'],
    ['identifiers', 'what does getId do', 'what does getid do'],
    ['quotes', 'what does "Set" mean', 'what does "set" mean'],
    ['backticks', 'what does `-R` do', 'what does `-r` do'],
    ['payloads', 'format: YYYY-mm-dd', 'format: yyyy-MM-dd'],
    ['lines', 'fix this\n  If x', 'fix this\n  if x'],
    ['white space in code', 'count `a  b`', 'count `a b`'],
    ['operators', 'when is a != b', 'when is a = b'],
    ['C++ / C', 'what is C++?', 'what is C?'],
    ['regular expressions', 'what does a+? match and is it a+?', 'what does a+? match and is it a+'],
    ['factorials', 'what is 5!', 'what is 5'],
    ['folders', 'what does cd .. do and cd ..', 'what does cd .. do and cd .'],
    ['statements and questions', 'the office is open', 'the office is open?'],
    ['commands and questions', 'do not sign?', 'do not sign'],
    ['answers', 'no thanks', 'no'],
    ['offers', 'yes, please', 'yes'],
    ['please in the middle', 'how do I please my boss', 'how do I my boss'],
    ['please as what is spoken of', 'how do you say yes, please', 'how do you say yes'],
    ['please as a verb', 'what is it that they please', 'what is it that they'],
    ['greetings in titles', 'Hello, Goodbye meaning', 'Goodbye meaning'],
    ['greetings in code', 'Hello, world in Python', 'world in Python'],
    ['help desks', 'help desk hours', 'desk hours'],
    ['capability', 'Can you swim?', 'swim'],
    ['wells', 'well water testing', 'water testing'],
    ['what a person has done', "who's called you?", 'who is called you?'],
    ['what has changed', "what's changed", 'what is changed'],
    ['decimal commas', 'what is 1,5 m', 'what is 15 m'],
    ['powers', 'what is x²', 'what is x2'],
    ['lead clauses', 'Malta: where do you live?', 'Cyprus: where do you live?'],
    ['cities', 'flights to New York', 'flights to New York City'],
    [
      'German nouns',
      'Wie komme ich zum Weg nach Hause und was kostet das',
      'wie komme ich zum weg nach hause und was kostet das',
    ],
  ])('keeps %s apart', (_, one, other) => expect(canonicalText(one)).not.toBe(canonicalText(other)));

  it.each(['', '   ', 'Hello!', 'Thanks a lot', 'Can you tell me', 'Hi there, please'])(
    'gives nothing for %j, which asks nothing',
    (text) => expect(canonicalText(text)).toBeUndefined(),
  );

  const pieces = fc.constantFrom(
    ...[
      'Hi,',
      'please',
      'Thanks!',
      'could you',
      'tell me',
      'what',
      'is',
      "what's",
      'the',
      'Polish',
      'US',
      'IT',
      'A',
    ],
    ...[
      'policy',
      'Policy?',
      '"Yes, please"',
      '`Code`',
      ':',
      '\n',
      '?',
      '!',
      '...',
      "don't",
      'C++',
      'not',
      'Hello!',
    ],
    ...['quick question', 'WHERE', 'OFFICE', 'in advance', 'thank you', 'été', '中文', 'I', "I'm", 'say'],
  );

  it('is idempotent', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 14 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(texts, (question) => {
        const text = canonicalText(question);
        if (text !== undefined && canonicalText(text) !== undefined) expect(canonicalText(text)).toBe(text);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each(HOSTILE_TEXTS)('takes little time over 10,000 characters of %s', (_, text) => {
    expect(leastCpuMs(500, () => canonicalText(text))).toBeLessThan(500);
  });

  it('is none of a document: rewriting it would take long and help nobody', () => {
    expect(canonicalText(`Summarise this: ${'word '.repeat(3_000)}`)).toBeUndefined();
  });
});
