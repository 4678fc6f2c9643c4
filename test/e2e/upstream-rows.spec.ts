import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { json, LoopbackServer } from '@app/http/testing';
import { anthropicWire, openAiWire } from '@app/llm/testing';
import { parse, stringify } from 'yaml';
import { startService, type Service } from '../support/service.js';
import { ACME_KEY, LEAN } from './stage.js';

interface Row {
  readonly name: string;
  readonly base_url: string;
  readonly key_env?: string;
}

const PAGE = readFileSync(resolve(__dirname, '../../docs/upstreams.md'), 'utf8');
const SECTIONS = PAGE.split('## Rows to copy')[1]!.split('## Kubernetes')[0]!;

/** The rows of the page's section of rows. */
const ROWS = [...SECTIONS.matchAll(/```yaml\n(.*?)```/gs)].flatMap(
  ([, yaml]) => (parse(yaml!) as { upstreams: Row[] }).upstreams,
);

const CHAT = { messages: [{ role: 'user', content: 'How long do refunds take?' }] };
const keyOf = (variable: string) => `sk-${variable.toLowerCase()}`;

/** What a vendor's endpoint expects: the model that a client names, its path and query, and the header with the key. */
const EXPECTED: Readonly<Record<string, { model: string; path: string; key: Record<string, string> }>> = {
  azure: {
    ...{ model: 'gpt-5-mini', path: '/openai/v1/chat/completions' },
    key: { 'api-key': keyOf('AZURE_OPENAI_API_KEY') },
  },
  'azure-2024': {
    model: 'my-gpt-4o',
    path: '/openai/deployments/my-gpt-4o/chat/completions?api-version=2024-10-21',
    key: { 'api-key': keyOf('AZURE_OPENAI_API_KEY') },
  },
  gemini: {
    ...{ model: 'gemini-2.5-flash', path: '/v1beta/openai/chat/completions' },
    key: { authorization: `Bearer ${keyOf('GEMINI_API_KEY')}` },
  },
  bedrock: {
    ...{ model: 'openai.gpt-oss-120b-1:0', path: '/openai/v1/chat/completions' },
    key: { authorization: `Bearer ${keyOf('AWS_BEARER_TOKEN_BEDROCK')}` },
  },
  'bedrock-claude': {
    ...{ model: 'anthropic.claude-opus-5-5', path: '/anthropic/v1/messages' },
    key: { 'x-api-key': keyOf('AWS_BEARER_TOKEN_BEDROCK') },
  },
  vllm: { model: 'Qwen/Qwen3-32B', path: '/v1/chat/completions', key: {} },
  ollama: { model: 'qwen3:8b', path: '/v1/chat/completions', key: {} },
  groq: {
    ...{ model: 'llama-3.1-8b-instant', path: '/openai/v1/chat/completions' },
    key: { authorization: `Bearer ${keyOf('GROQ_API_KEY')}` },
  },
  openrouter: {
    ...{ model: 'deepseek/deepseek-chat', path: '/api/v1/chat/completions' },
    key: { authorization: `Bearer ${keyOf('OPENROUTER_API_KEY')}` },
  },
};
const KEY_HEADERS = ['authorization', 'x-api-key', 'api-key'];

describe('the rows of docs/upstreams.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-rows-'));
  const servers = new Map<string, LoopbackServer>();
  let service: Service;

  beforeAll(async () => {
    for (const { name } of ROWS) {
      const server = await LoopbackServer.start((response, _, { path }) =>
        json(response, 200, (path.endsWith('/messages') ? anthropicWire : openAiWire).whole(name)),
      );
      servers.set(name, server);
    }
    const upstreams = ROWS.map((row) => ({
      ...row,
      base_url: row.base_url.replace(new URL(row.base_url).origin, servers.get(row.name)!.origin),
    }));
    const UPSTREAMS_FILE = join(folder, 'upstreams.yaml');
    writeFileSync(UPSTREAMS_FILE, stringify({ upstreams }));
    const variables = ROWS.flatMap(({ key_env: variable }) => variable ?? []);
    service = await startService({
      ...{ NODE_ENV: 'production', API_KEYS: `acme:${ACME_KEY}`, ...LEAN, EMBEDDING_API_KEY: 'sk-none' },
      UPSTREAMS_FILE,
      ...Object.fromEntries(variables.map((variable) => [variable, keyOf(variable)])),
    });
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all([...servers.values()].map((server) => server.close()));
    rmSync(folder, { recursive: true });
  });

  it('are those of the vendors below', () => {
    expect(ROWS.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(Object.entries(EXPECTED))(
    'reach %s with its path, query and key',
    async (name, { model, path, key }) => {
      const isMessages = path.endsWith('/messages');
      const body = { ...CHAT, model, ...(isMessages && { max_tokens: 9 }) };
      const route = isMessages ? '/v1/messages' : '/v1/chat/completions';
      const answer = await service.request('POST', route, { key: ACME_KEY, body });
      expect(answer).toMatchObject({ status: 200, headers: { 'x-upstream': name } });
      const [sent, ...others] = servers.get(name)!.requests;
      expect(others).toEqual([]);
      expect(sent).toMatchObject({ method: 'POST', path, body });
      const keys = Object.entries(sent!.headers).filter(([header]) => KEY_HEADERS.includes(header));
      expect(Object.fromEntries(keys)).toEqual(key);
    },
  );

  it.each(ROWS.map(({ name }) => name))('name their own models with a prefix: %s', async (name) => {
    const { model, path } = EXPECTED[name]!;
    const isMessages = path.endsWith('/messages');
    const body = { ...CHAT, model: `${name}/${model}`, ...(isMessages && { max_tokens: 9 }) };
    const route = isMessages ? '/v1/messages' : '/v1/chat/completions';
    const answer = await service.request('POST', route, { key: ACME_KEY, body });
    // The same request by another name.
    expect(answer.headers['x-cache-status']).toBe('HIT');
  });
});
