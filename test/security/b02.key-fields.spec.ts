import { requestBodyOf } from '../../apps/api/testing/api-document.js';
import { type AnySchema, resolved } from '../../apps/api/src/documentation/schema.parts.js';
import { SHAPING_HEADERS, type WireName } from '@app/llm';
import { REQUEST_FIELDS } from '@app/llm/testing';
import { ACME_KEY, openStage, SEMANTIC, type Stage } from '../e2e/stage.js';
import { apiDocument } from './documented.js';

type Body = Readonly<Record<string, unknown>>;
/** What is sent, with one thing in it that differs from turn to turn. */
type Flip = (turn: number) => Body;

/** One question, as each tier would find it again: to the letter, in other clothes, in other words. */
const WAYS = [
  'When do the doors of the office open?',
  'please, when do the doors of the office open',
  'When do the office doors open?',
];

/** One route: how it is asked, which fields shape its answers, and how those flip that can't be just any text. */
interface Api {
  readonly path: string;
  ask(question: string): Body;
  readonly shaping: readonly string[];
  readonly special: Readonly<Record<string, Flip>>;
  readonly headers: readonly string[];
}

const shapingOf = (format: WireName) =>
  Object.entries(REQUEST_FIELDS[format]).flatMap(([name, meaning]) => (meaning === 'shapes' ? [name] : []));
const text = (name: string) => (turn: number) => ({ [name]: `flip ${turn}` });
const number = (name: string) => (turn: number) => ({ [name]: turn + 1 });
const passage = { id: 'handbook', version: '1', text: 'Doors open at eight.' };
const context = (name: string) => (turn: number) => ({ context: [{ ...passage, [name]: `flip ${turn}` }] });

const WIRE = {
  ask: (content: string) => ({ model: 'gpt-sim', max_tokens: 9, messages: [{ role: 'user', content }] }),
};
const QUERY: Api = {
  path: '/api/v1/query',
  ask: (query) => ({ query, provider: 'openai', model: 'gpt-sim', context: [passage] }),
  shaping: ['model', 'max_tokens', 'temperature', 'system', 'namespace', 'provider'],
  special: {
    max_tokens: number('max_tokens'),
    temperature: (turn) => ({ temperature: turn / 10 }),
    namespace: (turn) => ({ namespace: `flip-${turn}` }),
    provider: () => ({ provider: 'anthropic' }),
    'context.id': context('id'),
    'context.version': context('version'),
    'context.text': context('text'),
    'context, one more': (turn) => ({ context: [passage, { id: `${turn}`, text: 'More.' }] }),
  },
  headers: ['x-cache-namespace'],
};
const CHAT: Api = {
  ...{ ...WIRE, path: '/v1/chat/completions', headers: SHAPING_HEADERS.openai },
  shaping: shapingOf('chat-completions').filter((name) => name !== 'messages'),
  special: { max_tokens: number('max_tokens'), n: (turn) => ({ n: turn + 2 }) },
};
const RESPONSES: Api = {
  ...{ path: '/v1/responses', headers: SHAPING_HEADERS.openai },
  ask: (input) => ({ model: 'gpt-sim', store: false, input }),
  shaping: shapingOf('responses').filter((name) => name !== 'input'),
  special: { store: () => ({ store: true }), background: () => ({ background: true }) },
};
const MESSAGES: Api = {
  ...{ ...WIRE, path: '/v1/messages', headers: SHAPING_HEADERS.anthropic },
  shaping: shapingOf('messages').filter((name) => name !== 'messages'),
  special: { max_tokens: (turn) => ({ max_tokens: 10 + turn }) },
};

/** The question itself, and what says how an answer is fetched and told: no part of the profile. */
const NOT_SHAPING = ['query', 'use_cache', 'cache', 'stream'];

/** B2: whatever shapes an answer is part of its identity. */
describe.each([QUERY, CHAT, RESPONSES, MESSAGES])('the identity of what $path is asked', (api) => {
  let stage: Stage;
  let room = 0;
  beforeAll(async () => {
    // What is named in a request belongs to nobody here.
    stage = await openStage({ ...SEMANTIC, PASS_SHARED: 'true' });
  });
  afterAll(() => stage.close());

  const post = async (body: Body, headers: Record<string, string> = {}) => {
    const answer = await stage.service.request('POST', api.path, { key: ACME_KEY, body, headers });
    return { status: answer.status, cache: answer.headers['x-cache-status'] };
  };
  /** A body that nobody sent before, with its answer in memory and found there in every tier. */
  const remembered = async (): Promise<(question: string) => Body> => {
    const own = `room ${++room}`;
    const ask = (question: string) => ({ ...api.ask(question), model: own });
    await post(ask(WAYS[0]!));
    for (const way of WAYS) while ((await post(ask(way))).cache !== 'HIT');
    return ask;
  };
  /** One value after the other, each beside an answer of its own, and asked in another way. */
  const expectMisses = async (flip: Flip) => {
    for (const [turn, way] of WAYS.entries()) {
      const asked = { ...(await remembered())(way), ...flip(turn) };
      expect([turn, await post(asked)]).toEqual([turn, { status: 200, cache: 'MISS' }]);
    }
  };
  const flips = new Map([
    ...api.shaping.map((name) => [name, text(name)] as const),
    ...Object.entries(api.special),
  ]);

  it.each([...flips])('has %s in it, in every tier', (_name, flip) => expectMisses(flip));

  it.each(api.headers)('has the header %s in it, in every tier', async (name) => {
    const ask = await remembered();
    for (const [turn, way] of WAYS.entries())
      expect(await post(ask(way), { [name]: `flip-${turn}` })).toEqual({ status: 200, cache: 'MISS' });
  });

  if (api === QUERY) {
    it('leaves out no field that there is, and takes no other', async () => {
      const { operations, document } = await apiDocument();
      const operation = operations.find(({ path, method }) => path === api.path && method === 'post')!;
      const namesIn = (schema: AnySchema): string[] => {
        const { properties = {}, allOf = [] } = resolved(schema, document.components!.schemas!);
        return [...Object.keys(properties), ...allOf.flatMap(namesIn)];
      };
      const known = [...flips.keys()].map((name) => name.split(/\W/)[0]!);
      expect(new Set([...known, ...NOT_SHAPING])).toEqual(
        new Set(namesIn(requestBodyOf(operation)!.schema!)),
      );
      expect(await post({ ...api.ask(WAYS[0]!), from_the_future: 1 })).toMatchObject({ status: 400 });
    });
  } else {
    it('has fields in it that nobody knows yet, in every tier', () => expectMisses(text('from_the_future')));

    const before =
      (role: string, content: unknown): Flip =>
      (turn) => ({
        messages: [
          { role, content },
          { role: 'assistant', content: 'Yes.' },
          { role: 'user', content: WAYS[turn] },
        ],
      });
    it.each<[string, Flip]>([
      ['an earlier turn', (turn) => before('user', `Are you there, ${turn}?`)(turn)],
      ['a role', (turn) => before(['user', 'system', 'developer'][turn]!, 'Be brief.')(turn)],
      [
        'a member of the last message',
        (turn) => ({ messages: [{ role: 'user', content: WAYS[turn], name: `n${turn}` }] }),
      ],
      [
        'a member of its only part',
        (turn) => ({
          messages: [{ role: 'user', content: [{ type: 'text', text: WAYS[turn], flip: turn }] }],
        }),
      ],
    ])('has %s in it, in every tier', (_name, flip) => expectMisses(flip));
  }
});
