import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { apiDocument, concrete } from '../security/documented.js';
import { type Service, startService } from '../support/service.js';
import { openStage, SEMANTIC, type Stage } from './stage.js';

/** What people write where a key belongs, before they have one. */
const KEYS = [
  'x',
  'any text will do',
  'sk-test',
  'rc_0K2m9XcQbT4vLw8Zr_notARealKey',
  'schlüssel',
  '"',
  'a'.repeat(2000),
];
const LATIN = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

/** As the ways to send a key go: ours, those of the providers' clients, and none. */
const waysToSend = (key: string): Record<string, string>[] => [
  { authorization: `Bearer ${key}` },
  { 'x-api-key': key },
  { 'api-key': key },
  { authorization: key },
  { authorization: `Basic ${key}` },
  { authorization: 'Bearer ' },
  { authorization: 'Bearer one', 'x-api-key': key },
  {},
];
const BODIES: Readonly<Record<string, object>> = {
  'post /api/v1/query': { query: 'Is there a key?' },
  'post /v1/chat/completions': { model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'Hello?' }] },
  'post /v1/messages': {
    model: 'claude-haiku-4-5',
    max_tokens: 9,
    messages: [{ role: 'user', content: 'Hello?' }],
  },
  'post /openai/deployments/{deployment}/chat/completions': {
    messages: [{ role: 'user', content: 'Hello?' }],
  },
  'post /v1/responses': { model: 'gpt-sim', input: 'Hello?' },
  'post /v1/responses/input_tokens': { model: 'gpt-sim', input: 'Hello?' },
  'post /v1/messages/count_tokens': { model: 'claude-sim', messages: [{ role: 'user', content: 'Hello?' }] },
  'post /v1/embeddings': { model: 'text-embedding-3-small', input: 'Hello?' },
  'post /api/v1/purge': { tags: ['none'] },
  'post /api/v1/keys': { tenant: 'default', scopes: ['query'] },
};

describe('the first steps, in development without keys', () => {
  let stage: Stage;
  beforeAll(async () => (stage = await openStage({ ...SEMANTIC, NODE_ENV: 'development', API_KEYS: '' })));
  afterAll(() => stage.close());

  it('any text is good for a key, however it is sent, on every route', async () => {
    const { operations } = await apiDocument();
    const refused: unknown[] = [];
    for (const { method, path } of operations)
      for (const headers of KEYS.flatMap((key) => waysToSend(LATIN(key)))) {
        const body = BODIES[`${method} ${path}`];
        const { status } = await stage.service.request(method.toUpperCase(), concrete(path), {
          headers,
          body,
        });
        if (status >= 400 && ![404, 503].includes(status)) refused.push([method, path, headers, status]);
      }
    expect(refused).toEqual([]);
  });

  it.each(['x', 'any text will do', 'sk-test'])(
    "and the providers' own clients take it: %s",
    async (apiKey) => {
      const { url } = stage.service;
      const content = 'How do I enable dark mode?';
      const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
      const anthropic = new Anthropic({ baseURL: url, apiKey, maxRetries: 0 });
      const messages = [{ role: 'user' as const, content }];
      const chat = await openai.chat.completions.create({ model: 'gpt-4.1-mini', messages });
      expect(chat.choices[0]!.message.content).toContain(content);
      const message = await anthropic.messages.create({
        model: 'claude-haiku-4-5',
        max_tokens: 99,
        messages,
      });
      expect(JSON.stringify(message.content)).toContain('dark mode');
      expect((await openai.models.list()).data.length).toBeGreaterThan(0);
      const stream = await openai.chat.completions.create({ model: 'gpt-4.1-mini', messages, stream: true });
      let text = '';
      for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
      expect(text).toContain(content);
    },
  );
});

describe('the first steps, without any setting', () => {
  let service: Service;
  beforeAll(async () => (service = await startService({})));
  afterAll(() => service.stop());

  it('a start says first where it listens and where the API is shown, and nothing of how it is made', () => {
    const lines = service.output().split('\n').filter(Boolean);
    const messages = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(messages.slice(0, 2)).toEqual([
      `listening on ${service.url}`,
      `the API to read and to try: ${service.url}/docs`,
    ]);
    expect(messages.length).toBeLessThan(10);
  });

  it('a question says which variable is missing, and names another provider where there is a choice', async () => {
    const asked = await service.ask({ query: 'Which key is missing?' });
    expect([asked.status, asked.body.detail]).toEqual([
      503,
      'OPENAI_API_KEY is not set. Set it and restart the service, or name another provider in the request.',
    ]);
    const body = BODIES['post /v1/messages'];
    const { status, body: problem } = await service.request('POST', '/v1/messages', { body });
    expect([status, problem.error.message]).toEqual([
      503,
      'ANTHROPIC_API_KEY is not set. Set it and restart the service.',
    ]);
  });

  it('a path that does not exist names those that do', async () => {
    const { body } = await service.request('GET', '/query');
    for (const path of ['/api/v1/query', '/v1/chat/completions', '/v1/messages', '/v1/models'])
      expect(body.detail).toContain(path);
  });
});
