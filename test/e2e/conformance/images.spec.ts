import { createHash } from 'node:crypto';
import { SEMANTIC } from '../stage.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { freshModel, OPENAI } from './dialects.js';
import { watchedFetch } from './watched-fetch.js';

const QUESTION = 'What does the sign in this picture say?';
/** One pixel each. */
const RED =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const BLUE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

interface Picture {
  readonly model: string;
  readonly data: string;
  readonly question?: string;
}

/** Asks about a picture through the official SDK; gives the text that came back. */
type Ask = (picture: Picture, stage: ConformanceStage, via: typeof fetch) => Promise<string | null>;

const openaiRequest = ({ model, data, question = QUESTION }: Picture) => ({
  model,
  messages: [
    {
      role: 'user' as const,
      content: [
        { type: 'text' as const, text: question },
        { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${data}` } },
      ],
    },
  ],
});
const anthropicRequest = ({ model, data, question = QUESTION }: Picture) => ({
  ...{ model, max_tokens: 99 },
  messages: [
    {
      role: 'user' as const,
      content: [
        {
          type: 'image' as const,
          source: { type: 'base64' as const, media_type: 'image/png' as const, data },
        },
        { type: 'text' as const, text: question },
      ],
    },
  ],
});

const CLIENTS: readonly (readonly [name: string, whole: Ask, streamed: Ask])[] = [
  [
    'OpenAI',
    async (picture, stage, fetch) => {
      const { openai } = stage.sdks({ fetch });
      const answer = await openai.chat.completions.create(openaiRequest(picture));
      return answer.choices[0]!.message.content;
    },
    async (picture, stage, fetch) => {
      const { openai } = stage.sdks({ fetch });
      const stream_options = { include_usage: true };
      const stream = openai.chat.completions.stream({ ...openaiRequest(picture), stream_options });
      return stream.finalContent();
    },
  ],
  [
    'Anthropic',
    async (picture, stage, fetch) => {
      const { anthropic } = stage.sdks({ fetch });
      const [block] = (await anthropic.messages.create(anthropicRequest(picture))).content;
      return block?.type === 'text' ? block.text : null;
    },
    (picture, stage, fetch) =>
      stage.sdks({ fetch }).anthropic.messages.stream(anthropicRequest(picture)).finalText(),
  ],
];

describe.each(CLIENTS)('a picture in a request of the SDK of %s', (_, whole, streamed) => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage(SEMANTIC);
  });
  afterAll(() => stage.close());

  const asked = async (ask: Ask, picture: Picture) => {
    const watched = watchedFetch();
    const calls = stage.upstream.calls();
    const said = await ask(picture, stage, watched.fetch);
    return {
      ...{ said, sent: watched.sent(), calls: stage.upstream.calls() - calls },
      ...{ cache: watched.header('x-cache-status'), layer: watched.header('x-cache-layer') },
    };
  };

  it.each([
    ['whole', whole],
    ['streamed', streamed],
  ])('goes upstream byte for byte: %s', async (_way, ask) => {
    const miss = await asked(ask, { model: freshModel(), data: RED });
    expect(miss).toMatchObject({ cache: 'MISS', calls: 1, said: expect.stringContaining('[simulated]') });
    expect(stage.upstream.last().rawBody).toBe(miss.sent);
    expect(miss.sent).toContain(RED);
  });

  it.each([
    ['whole', whole, streamed],
    ['streamed', streamed, whole],
  ])(
    'is remembered in the exact tier, whichever way it is asked for again: first %s',
    async (_way, first, then) => {
      const picture = { model: freshModel(), data: RED };
      const { said } = await asked(first, picture);
      for (const ask of [first, then])
        expect(await asked(ask, picture)).toMatchObject({ cache: 'HIT', layer: 'exact', calls: 0, said });
    },
  );

  it.each([
    ['another picture', { data: BLUE }],
    ['other letter case', { question: QUESTION.toUpperCase() }],
    ['other words', { question: 'What is said by the sign in this picture?' }],
    ['no closing mark', { question: QUESTION.slice(0, -1) }],
  ])('is another one with %s', async (_name, other) => {
    const picture = { model: freshModel(), data: RED };
    expect(await asked(whole, picture)).toMatchObject({ cache: 'MISS' });
    expect(await asked(whole, { ...picture, ...other })).toMatchObject({ cache: 'MISS', calls: 1 });
    expect(await asked(streamed, { ...picture, ...other })).toMatchObject({ cache: 'HIT', layer: 'exact' });
  });
});

describe('large pictures', () => {
  const MIB = 1_048_576;
  let stage: ConformanceStage;
  beforeAll(async () => (stage = await openConformanceStage({ IDENTITY_BODY_LIMIT: String(4 * MIB) })));
  afterAll(() => stage.close());

  const asked = (model: string, data: string, text = QUESTION) => ({
    model,
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${data}` } },
        ],
      },
    ],
  });
  const cacheOf = async (body: object) => (await stage.post(OPENAI, body)).cache;
  const data = (end: string, bytes = 3 * MIB) => 'A'.repeat(bytes - end.length) + end;

  it('are told apart by every byte, and go to the provider as they came', async () => {
    const model = freshModel();
    const body = asked(model, data('B'));
    expect([await cacheOf(body), await cacheOf(body)]).toEqual(['MISS', 'HIT']);
    expect(stage.upstream.last().rawBody).toBe(JSON.stringify(body));
    expect(await cacheOf(asked(model, data('C')))).toBe('MISS');
    expect(await cacheOf(asked(model, data('B', 3 * MIB - 4)))).toBe('MISS');
    expect(await cacheOf(asked(model, data('B'), 'What colour is it?'))).toBe('MISS');
  });

  it('are never taken for the digest of one', async () => {
    const model = freshModel();
    const large = asked(model, data('D'));
    await cacheOf(large);
    const sha256 = createHash('sha256')
      .update(`data:image/png;base64,${data('D')}`)
      .digest('hex');
    const forged = JSON.parse(JSON.stringify(asked(model, ''))) as ReturnType<typeof asked>;
    const part = forged.messages[0]!.content[1] as { image_url: unknown };
    part.image_url = { url: { sha256 } };
    expect(await cacheOf(forged)).not.toBe('HIT');
  });

  it('pass memory by when they are over the limit, or beside a very long text', async () => {
    for (const body of [
      asked(freshModel(), data('B', 4 * MIB)),
      asked(freshModel(), data('B'), 'word '.repeat(MIB / 4)),
    ]) {
      const { cache, headers } = await stage.post(OPENAI, body);
      expect([cache, headers['cache-status']]).toEqual([
        'BYPASS',
        expect.stringContaining('detail=too-large'),
      ]);
    }
  });
});
