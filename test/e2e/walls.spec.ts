import * as fc from 'fast-check';
import { ACME_KEY, openStage, RIVAL_KEY, type Stage } from './stage.js';

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

const maybe = <Value>(...values: Value[]) => fc.constantFrom(undefined, ...values);
const wall: fc.Arbitrary<Wall> = fc.record({
  key: fc.constantFrom(ACME_KEY, RIVAL_KEY),
  namespace: maybe('docs', 'Docs'),
  provider: maybe('anthropic'),
  model: maybe('model-a', 'model-b'),
  temperature: maybe(0, 0.5, 1),
  max_tokens: maybe(100),
  system: maybe('Answer briefly.', 'Answer Briefly.', ''),
  context: maybe(
    [{ id: 'handbook', version: '1', text: 'Doors open at eight.' }],
    [{ id: 'handbook', version: '2', text: 'Doors open at eight.' }],
    [{ id: 'handbook', version: '1', text: 'Doors open at nine.' }],
  ),
});

/** The same question, in the same words, in other clothes, and in other words. */
const WAYS = ['When do the doors of the office open?', 'please, when do the doors of the office open', 'When do the office doors open?'];

describe('the walls between answers', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
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
    await fc.assert(property, { numRuns: 400 });
    expect(hits).toBeGreaterThan(20);
  });
});
