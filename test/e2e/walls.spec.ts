import * as fc from 'fast-check';
import { ACME_KEY, openStage, RIVAL_KEY, SEMANTIC, type Stage } from './stage.js';

/** Everything that shapes an answer besides the question. */
interface Wall {
  readonly key: string;
  readonly namespace?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly system?: string;
  readonly context?: readonly { id: string; version?: string; text: string }[];
}

/** Rooms that differ from a plain one in one thing each, so that the nearest neighbours meet often. */
const ALTERATIONS: readonly Partial<Wall>[] = [
  {},
  { key: RIVAL_KEY },
  ...['docs', 'Docs'].map((namespace) => ({ namespace })),
  { provider: 'anthropic' },
  ...['model-a', 'model-b'].map((model) => ({ model })),
  ...[0, 0.5, 1].map((temperature) => ({ temperature })),
  { max_tokens: 100 },
  ...['Answer briefly.', 'Answer Briefly.', ''].map((system) => ({ system })),
  ...[
    { id: 'handbook', version: '1', text: 'Doors open at eight.' },
    { id: 'handbook', version: '2', text: 'Doors open at eight.' },
    { id: 'handbook', version: '1', text: 'Doors open at nine.' },
    { id: 'handbook', text: 'Doors open at eight.' },
  ].map((passage) => ({ context: [passage] })),
];
const wall: fc.Arbitrary<Wall> = fc
  .constantFrom(...ALTERATIONS)
  .map((change) => ({ key: ACME_KEY, ...change }));

/** The same question, in the same words, in other clothes, and in other words. */
const WAYS = [
  'When do the doors of the office open?',
  'please, when do the doors of the office open',
  'When do the office doors open?',
];

describe('the walls between answers', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(SEMANTIC);
  });
  afterAll(() => stage.close());

  it('hold for tenants, namespaces, providers, models, temperatures, limits, system prompts and contexts, in every tier', async () => {
    const answers = new Map<string, string>();
    let hits = 0;
    const property = fc.asyncProperty(wall, fc.constantFrom(...WAYS), async (place, query) => {
      const { key, ...body } = place;
      const { status, body: answer } = await stage.service.ask({ query, ...body }, key);
      expect(status).toBe(200);
      const room = JSON.stringify(Object.entries(place).sort());
      if (answer.cache_info.cache_hit) {
        hits++;
        expect(answers.get(`${room}${answer.response}`)).toBe('made here');
      }
      answers.set(`${room}${answer.response}`, 'made here');
    });
    await fc.assert(property, { numRuns: 300 });
    expect(hits).toBeGreaterThan(150);
  });
});
