import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { ACME_KEY } from '../stage.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { DIALECTS, freshModel } from './dialects.js';

const messages = [{ role: 'user' as const, content: 'Where is the bicycle garage?' }];

describe('a base URL that is slightly off', () => {
  let stage: ConformanceStage;
  beforeAll(async () => (stage = await openConformanceStage()));
  afterAll(() => stage.close());

  const common = () => ({ apiKey: ACME_KEY, maxRetries: 0 });
  const at = (end: string) => stage.service.url + end;

  it.each(['', '/', '//', '/v1', '/v1/', '//v1', '/v1//', '/v1/v1'])(
    "'%s' works with OpenAI's SDK",
    async (end) => {
      const openai = new OpenAI({ ...common(), baseURL: at(end) });
      const model = freshModel();
      const { choices } = await openai.chat.completions.create({ model, messages });
      expect(choices).toHaveLength(1);
      const stream = await openai.chat.completions.create({ model, messages, stream: true });
      let text = '';
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      expect(text).toBe(choices[0]!.message.content);
      expect((await openai.models.list()).data.length).toBeGreaterThan(0);
      expect(stage.upstream.last().url).toBe('/v1/models');
    },
  );

  it.each(['', '/', '//', '/v1', '/v1/', '//v1'])("'%s' works with Anthropic's SDK", async (end) => {
    const anthropic = new Anthropic({ ...common(), baseURL: at(end) });
    const { content } = await anthropic.messages.create({ model: freshModel(), max_tokens: 9, messages });
    expect(content).toHaveLength(1);
    expect((await anthropic.models.list()).data.length).toBeGreaterThan(0);
  });

  it.each(DIALECTS)('is the same call, with the same errors on the wire of %s', async (_, dialect) => {
    const body = dialect.ask('Where is it?', { model: freshModel() });
    const off = [`/${dialect.path}`, dialect.path.replace('/v1', ''), `/v1${dialect.path}/`];
    expect((await stage.post(dialect, body)).cache).toBe('MISS');
    for (const path of off) {
      expect((await stage.post({ ...dialect, path: `${at('')}${path}` }, body)).cache).toBe('HIT');
      const refused = await stage.post({ ...dialect, path: `${at('')}${path}` }, body, { key: null });
      expect(refused.status).toBe(401);
      expect(refused.json()).toMatchObject(dialect.errorShape);
    }
  });

  it('that leads nowhere is told which there are', async () => {
    const reply = await stage.get('/v2/chat', { authorization: `Bearer ${ACME_KEY}` });
    expect(reply.status).toBe(404);
    expect(reply.text).toContain('/v1/chat/completions');
  });

  it('is no trouble for HEAD', async () => {
    for (const path of ['/v1/models', '//v1/models', '/models']) {
      const headers = { authorization: `Bearer ${ACME_KEY}` };
      const answer = await fetch(at(path), { method: 'HEAD', headers });
      expect([answer.status, await answer.text()]).toEqual([200, '']);
      expect(answer.headers.get('content-type')).toMatch(/json/);
      expect((await fetch(at(path), { method: 'HEAD' })).status).toBe(401);
    }
  });
});
