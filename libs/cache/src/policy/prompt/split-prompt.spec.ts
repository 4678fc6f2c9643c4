import fc from 'fast-check';
import { leastCpuMs } from '@app/core/testing';
import { HOSTILE_TEXTS } from '../../../testing/hostile-texts.js';
import { identityOfRest, splitPrompt } from './split-prompt.js';

const QUESTION = 'Where is lunch served?';
const PASSAGE = 'The canteen opens at noon: be early.\nLunch is served in the canteen. Ask for the menu.';

const TOLD: readonly (readonly [string, string])[] = [
  ['a label behind the passages', `Context:\n${PASSAGE}\n\nQuestion: ${QUESTION}`],
  ['a label before the answer', `Context:\n${PASSAGE}\n\nQuestion: ${QUESTION}\nHelpful Answer:`],
  [
    'a query in ruled context',
    `${'-'.repeat(21)}\n${PASSAGE}\n${'-'.repeat(21)}\nQuery: ${QUESTION}\nAnswer: `,
  ],
  ['a label before the passages', `Question: ${QUESTION} \nContext: ${PASSAGE} \nAnswer:`],
  ['a label in one line', `Context: Lunch is served in the canteen. Question: ${QUESTION}`],
  ['a label in one line with the answer', `Context: The canteen serves lunch Question: ${QUESTION} Answer:`],
  ['a heading', `## Context\n${PASSAGE}\n\n## Question\n${QUESTION}\n\n## Answer\n`],
  ['bold labels', `**Context:** ${PASSAGE}\n\n**Question:** ${QUESTION}`],
  ['bracketed labels', `[Context]\n${PASSAGE}\n\n[User question]\n${QUESTION}`],
  ['tags', `<docs>\n${PASSAGE}\n</docs>\n<question>\n${QUESTION}\n</question>`],
  ['a closed tag before it', `<context>\n${PASSAGE}\n</context>\n\n${QUESTION}`],
  ['a fence behind it', `${QUESTION}\n\n\`\`\`\n${PASSAGE}\n\`\`\``],
  [
    'a label, where its language is asked for',
    `Answer in the language of the question.\n${PASSAGE}\nQuestion: ${QUESTION}`,
  ],
  ['Windows line ends', `Context:\r\n${PASSAGE}\r\n\r\nQuestion: ${QUESTION}\r\n`],
];

const FOREIGN: readonly (readonly [string, string])[] = [
  ['Wo gibt es Mittagessen?', `Kontext:\n${PASSAGE}\n\nFrage: Wo gibt es Mittagessen?\nAntwort:`],
  ['Où est le déjeuner ?', `Contexte :\n${PASSAGE}\n\nQuestion : Où est le déjeuner ?\nRéponse :`],
  ['¿Dónde se come?', `Contexto:\n${PASSAGE}\n\nPregunta: ¿Dónde se come?\nRespuesta:`],
  ['Где обед?', `Контекст:\n${PASSAGE}\n\nВопрос: Где обед?\nОтвет:`],
  ['午餐在哪里供应？', `资料：${PASSAGE}\n\n问题：午餐在哪里供应？\n回答：`],
  ['昼食はどこですか？', `文脈：${PASSAGE}\n\n質問：昼食はどこですか？\n回答：`],
  ['أين الغداء؟', `السياق:\n${PASSAGE}\n\nالسؤال: أين الغداء؟\nالجواب:`],
  ['Öğle yemeği nerede?', `Bağlam:\n${PASSAGE}\n\nSoru: Öğle yemeği nerede?\nCevap:`],
];

const NOT_TOLD: readonly (readonly [string, string])[] = [
  ['a bare question', QUESTION],
  ['a question with a colon', 'What does 10:30 mean: morning or evening?'],
  ['a passage and a question without any sign', `${PASSAGE}\n\n${QUESTION}`],
  ['two labels', `Question: What is a canteen?\nAnswer: a room\n\nQuestion: ${QUESTION}\nAnswer:`],
  ['a label that a passage brings', `Context:\nQuestion: who?\nAnswer: you\n\nQuestion: ${QUESTION}`],
  ['two tagged questions', `<question>a?</question><question>${QUESTION}</question>`],
  ['a question over several lines', `Context: ${PASSAGE}\n\nQuestion: Where is lunch\nserved today`],
  ['a letter to be corrected', 'Correct this letter:\n\nDear John,\nWill you come on Monday?'],
  ['a translation', `Translate the question.\n\nQuestion: ${QUESTION}`],
  ['a rewording', `Rephrase the question so that it stands alone.\n${PASSAGE}\nQuestion: ${QUESTION}`],
  ['a count of its words', `How many words are in the question?\n\nQuestion: ${QUESTION}`],
  ['a judgement on its tone', `Rate how polite the question is.\n\nQuestion: ${QUESTION}`],
  ['its keywords', `Extract the keywords from the user question.\n\nQuestion: ${QUESTION}`],
  ['an echo', `Repeat the question.\n\nQuestion: ${QUESTION}`],
  ['several versions of it', `Generate 3 versions of the user's question.\n\nQuestion: ${QUESTION}`],
  ['a labelled text that is no bare question', `Context: x\n\nQuestion: ${'word '.repeat(90)}`],
  ['a role of a chat', `Human: Lunch is served in the canteen.\nAI: Noted.\n\nFollow up: ${QUESTION}`],
  ['a label on a statement', `Question: Lunch is served in the canteen.\n\n${QUESTION}`],
  ['another line that asks', `Question: ${QUESTION}\nContext: ${PASSAGE}\nWho asks?\nAnswer:`],
  ['an unclosed block', `<context>\n${PASSAGE}\n\n${QUESTION}`],
  ['a question on both sides of a block', `${QUESTION}\n"""\n${PASSAGE}\n"""\nWhen?`],
];

describe('splitPrompt', () => {
  it.each(TOLD)('finds the question by %s', (_, prompt) => {
    expect(splitPrompt(prompt)?.question).toBe(QUESTION);
  });

  it.each(FOREIGN)('finds "%s" behind the label of its language', (question, prompt) => {
    expect(splitPrompt(prompt)?.question).toBe(question);
  });

  it.each(NOT_TOLD)('leaves whole: %s', (_, prompt) => expect(splitPrompt(prompt)).toBeUndefined());

  it('gives parts that are the prompt when put together', () => {
    const pieces = fc.constantFrom(
      ...[
        'Question:',
        'Context:',
        '\n',
        ' ',
        QUESTION,
        '<question>',
        '</question>',
        '"""',
        'a fact.',
        '问题：',
        '\r\n',
      ],
    );
    const prompts = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(prompts, (prompt) => {
        const split = splitPrompt(prompt);
        if (split) expect(split.before + split.question + split.after).toBe(prompt);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps every change of a passage in the rest', () => {
    const words = PASSAGE.split(/(?<=\s)/);
    for (const index of words.keys()) {
      const edited = words.with(index, `other${words[index]}`).join('');
      const [one, other] = [PASSAGE, edited].map((passage) =>
        splitPrompt(`Context:\n${passage}\n\nQuestion: ${QUESTION}`),
      );
      expect(identityOfRest(one!.before)).not.toBe(identityOfRest(other!.before));
    }
  });

  it('takes time linear in a text that begins a task again and again', () => {
    const split = () => splitPrompt(`${'formulier'.repeat(40_000)}\nQuestion: ${QUESTION}`);
    expect(leastCpuMs(1_000, split)).toBeLessThan(1_000);
  });

  it.each(HOSTILE_TEXTS)('takes little time over 100,000 characters of %s', (_, text) => {
    const split = () => splitPrompt(`${text.repeat(10)}\nQuestion: ${QUESTION}`);
    expect(leastCpuMs(1_000, split)).toBeLessThan(1_000);
  });
});

describe('identityOfRest', () => {
  it.each([
    ['line ends', 'a\r\nb', 'a\nb'],
    ['white space at the end of a line', 'a  \nb\t', 'a\nb'],
    ['white space around it', '\n a ', 'a'],
  ])('sets %s aside', (_, one, other) => expect(identityOfRest(one)).toBe(identityOfRest(other)));

  it.each([
    ['a word', 'a b', 'a c'],
    ['case', 'a', 'A'],
    ['punctuation', 'a.', 'a'],
    ['blank lines', 'a\n\nb', 'a\nb'],
    ['indents', 'a\n  b', 'a\nb'],
    ['spaces inside a line', 'a  b', 'a b'],
    ['a line break', 'a\nb', 'a b'],
  ])('tells %s', (_, one, other) => expect(identityOfRest(one)).not.toBe(identityOfRest(other)));
});
