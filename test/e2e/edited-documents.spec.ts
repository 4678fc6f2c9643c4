import { ACME_KEY, openStage, SEMANTIC, type Stage } from './stage.js';

const PASSAGE =
  'The company has three buildings. Visitors sign in at the desk of building A. Lunch is served in the canteen of building B from noon to two, and badges are made in building C. Reports are sent by email.';
const EDITS = [
  ['canteen', 'courtyard', 'Where is lunch served?', 'In which place is lunch served?'],
  ['sent by email', 'sent by post', 'How are reports sent?', 'How are the reports sent out?'],
  ['noon to two', 'one to three', 'When is lunch served?', 'At what times is lunch served?'],
] as const;

/** Where a prompt may stand in a request. */
const PLACES: Readonly<Record<string, (prompt: string) => readonly [path: string, body: object]>> = {
  'a query': (prompt) => ['/api/v1/query', { query: prompt }],
  'a chat message': (prompt) => [
    '/v1/chat/completions',
    { model: 'gpt-sim', messages: [{ role: 'user', content: prompt }] },
  ],
  'a content part': (prompt) => [
    '/v1/chat/completions',
    { model: 'gpt-sim', messages: [{ role: 'user', content: [{ type: 'text', text: prompt }] }] },
  ],
  'content parts': (prompt) => [
    '/v1/chat/completions',
    {
      model: 'gpt-sim',
      messages: [{ role: 'user', content: prompt.split(/(?=\n\n)/).map((text) => ({ type: 'text', text })) }],
    },
  ],
  'an Anthropic message': (prompt) => [
    '/v1/messages',
    { model: 'claude-sim', max_tokens: 99, messages: [{ role: 'user', content: prompt }] },
  ],
};

const TEMPLATES: Readonly<Record<string, (passage: string, question: string) => string>> = {
  'context, question': (passage, question) => `Context:\n${passage}\n\nQuestion: ${question}\nAnswer:`,
  'one line': (passage, question) => `Context: ${passage} Question: ${question}`,
  'question first': (passage, question) => `Question: ${question}\n\nContext: ${passage}\n\nAnswer:`,
  tags: (passage, question) => `<context>\n${passage}\n</context>\n\n<question>${question}</question>`,
  'no sign': (passage, question) => `${passage}\n\n${question}`,
  'two sentences': (passage, question) => `${passage} ${question}`,
  'an instruction': (passage, question) => `Use this to say ${question.toLowerCase()}\n${passage}`,
};

describe('an edited document', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(SEMANTIC);
  });
  afterAll(() => stage.close());

  let rooms = 0;
  /** Asks in a namespace of its own; tells what `Cache-Status` says. */
  const asker = (place: (prompt: string) => readonly [path: string, body: object]) => {
    const namespace = `room-${++rooms}`;
    return async (prompt: string): Promise<string> => {
      const [path, body] = place(prompt);
      const headers = { 'x-cache-namespace': namespace, 'anthropic-version': '2023-06-01' };
      const answer = await stage.service.request('POST', path, { key: ACME_KEY, body, headers });
      expect(answer.status).toBe(200);
      return answer.headers['cache-status']!;
    };
  };

  describe.each(Object.entries(PLACES))('in %s', (_, place) => {
    it.each(Object.entries(TEMPLATES))('never brings the old answer: %s', async (_, template) => {
      for (const [before, after, question] of EDITS) {
        const ask = asker(place);
        expect(await ask(template(PASSAGE, question))).toContain('fwd=miss');
        expect(await ask(template(PASSAGE, question))).toContain('hit');
        expect(await ask(template(PASSAGE.replace(before, after), question))).toContain('fwd=miss');
      }
    });
  });

  const FACTS = [
    ['Lunch is served in the canteen', 'Lunch is served near the canteen', 'where is lunch served'],
    ['The office opens at 9 on Monday', 'The office opens after 9 on Monday', 'when does the office open'],
    ['The team must sign the form', 'The team may sign the form', 'who signs the form'],
    ['The server runs in Frankfurt', 'The server ran in Frankfurt', 'where does the server run'],
  ] as const;
  it.each<[string, (fact: string, question: string) => string]>([
    ['two sentences', (fact, question) => `${fact}. So ${question}?`],
    ['a subordinate clause', (fact, question) => `Since ${fact.toLowerCase()}, ${question}?`],
    ['a dash', (fact, question) => `${fact} — ${question}?`],
    ['a bar', (fact, question) => `${fact} | ${question}?`],
    ['brackets', (fact, question) => `Question: ${question}? [${fact}.]`],
    ['a colon', (fact, question) => `${fact}: ${question}?`],
    ['a label on the fact', (fact, question) => `Question: ${fact}.\n\n${question}?`],
    ['a turn of a chat', (fact, question) => `Human: ${fact}.\nAI: Noted.\n\n${question}?`],
  ])('never brings the old answer when the fact is beside the question: %s', async (_, template) => {
    for (const [before, after, question] of FACTS) {
      const ask = asker(PLACES['a query']!);
      await ask(template(before, question));
      expect(await ask(template(after, question))).toContain('fwd=miss');
    }
  });

  it.each(['a system prompt', 'an earlier turn'])(
    'is about the words of a question when %s says so',
    async (where) => {
      const told = 'Count the words in the question.';
      const messages = (question: string) =>
        where === 'a system prompt'
          ? [
              { role: 'system', content: told },
              { role: 'user', content: question },
            ]
          : [
              { role: 'user', content: told },
              { role: 'assistant', content: 'Go on.' },
              { role: 'user', content: question },
            ];
      const ask = asker((question) => [
        '/v1/chat/completions',
        { model: 'gpt-sim', messages: messages(question) },
      ]);
      await ask('What is the price of lunch?');
      expect(await ask("Please, what's the price of lunch?")).toContain('detail=not-a-question');
    },
  );

  it.each(['context, question', 'one line', 'question first', 'tags'])(
    'leaves the question free to be put in other words over the same document: %s',
    async (name) => {
      const [before, after, question] = EDITS[0];
      const template = TEMPLATES[name]!;
      const ask = asker(PLACES['a query']!);
      await ask(template(PASSAGE, question));
      expect(await ask(template(PASSAGE, 'Where is the lunch served?'))).toMatch(/hit; .*detail=semantic/);
      expect(await ask(template(PASSAGE, 'please tell me where is lunch served'))).toMatch(
        /detail=canonical/,
      );
      const edited = PASSAGE.replace(before, after);
      expect(await ask(template(edited, 'Where is the lunch served?'))).toContain('fwd=miss');
    },
  );

  it.each([
    ['a passage without any sign', `${PASSAGE}\n\nWhere is lunch served?`],
    ['a letter', 'Correct this letter:\n\nDear Jo,\nI has not seen you since Monday. Will you come?'],
    ['code', 'What does this print?\nfor (let i = 0; i < 3; i++) console.log(i);'],
    ['a list', 'Sort these:\n- pears\n- apples'],
    ['examples', 'Question: red?\nAnswer: colour\n\nQuestion: four?\nAnswer:'],
    ['many words', `Why ${'is it so '.repeat(30)}?`],
  ])('says that it compared no %s', async (_, prompt) => {
    expect(await asker(PLACES['a query']!)(prompt)).toContain('detail=not-a-question');
  });

  it('takes white space that says nothing for nothing', async () => {
    const ask = asker(PLACES['a query']!);
    const template = TEMPLATES['context, question']!;
    await ask(template(PASSAGE, 'Where is lunch served?'));
    const spaced = template(PASSAGE, 'Where is lunch served?').replaceAll('\n', ' \r\n');
    expect(await ask(spaced)).toMatch(/hit; .*detail=canonical/);
  });
});
