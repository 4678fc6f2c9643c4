import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LlmEnv } from '../llm.env.js';
import { loadUpstreams } from './load-upstreams.js';

const SECRET = 'sk-secret-of-the-row';
const ROW = { name: 'groq', kind: 'openai', base_url: 'https://api.groq.com/openai/v1' };

describe('UPSTREAMS_FILE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-upstreams-'));
  const file = join(folder, 'upstreams.yaml');
  const keyFile = join(folder, 'key');
  beforeAll(() => writeFileSync(keyFile, `${SECRET}\n`));
  afterAll(() => rmSync(folder, { recursive: true }));

  const load = (content: string, settings: Partial<LlmEnv> = {}) => {
    writeFileSync(file, content);
    const variables: Record<string, string> = { GROQ_API_KEY: SECRET, EMPTY: '' };
    return loadUpstreams({
      ...new LlmEnv(),
      ...{ UPSTREAMS_FILE: file, variableNamed: (name: string) => variables[name] },
      ...settings,
    });
  };
  const loadRows = (...rows: object[]) => load(JSON.stringify({ upstreams: rows }));
  const faultOf = (read: () => unknown): string => {
    try {
      read();
    } catch (error) {
      return (error as Error).message.replace(`UPSTREAMS_FILE ${file}: `, '');
    }
    throw new Error('Nothing was wrong.');
  };

  it('is YAML', () => {
    const [row] = load(`
upstreams:
  - name: azure   # our resource
    kind: openai
    base_url: https://acme.openai.azure.com/
    key_env: GROQ_API_KEY
    auth: api-key
    path_style: deployments
    query: { api-version: 2024-10-21 }
    headers: { X-Team: search }
    models: [gpt-4o, "o*"]
    tenants: [acme]
    timeout_ms: 30000
    fallback: [azure/gpt-4o-mini]
`);
    expect(row).toEqual({
      ...{ name: 'azure', kind: 'openai', baseUrl: 'https://acme.openai.azure.com', apiKey: SECRET },
      ...{ auth: 'api-key', pathStyle: 'deployments', query: { 'api-version': '2024-10-21' } },
      ...{ headers: { 'x-team': 'search' }, models: ['gpt-4o', 'o*'], tenants: new Set(['acme']) },
      ...{ timeoutMs: 30_000, fallback: [{ upstream: 'azure', model: 'gpt-4o-mini' }] },
      variables: {
        apiKey: 'the key of upstream azure in UPSTREAMS_FILE',
        baseUrl: 'base_url of upstream azure in UPSTREAMS_FILE',
      },
    });
  });

  it('has rows as docs/upstreams.md shows them', () => {
    const page = readFileSync(join(__dirname, '../../../../docs/upstreams.md'), 'utf8');
    const blocks = [...page.matchAll(/```yaml\n((?:#[^\n]*\n)?upstreams:.*?)```/gs)].map(([, yaml]) => yaml!);
    expect(blocks.length).toBeGreaterThan(8);
    const anyVariable = { variableNamed: () => SECRET };
    for (const yaml of blocks) expect(load(yaml, anyVariable).length).toBeGreaterThan(0);
  });

  it('is JSON, indented in any way', () => {
    const [row] = load(`{\n\t"upstreams": [\n\t\t${JSON.stringify({ ...ROW, key_file: keyFile })}\n\t]\n}`);
    expect(row).toMatchObject({ apiKey: SECRET, auth: 'bearer', models: [], fallback: [] });
  });

  it('presents the key of each kind in its own way unless a row says otherwise', () => {
    const anthropic = { ...ROW, name: 'claude', kind: 'anthropic', base_url: 'https://a.test', key: SECRET };
    expect(loadRows(anthropic, { ...ROW, key: SECRET }).map(({ auth }) => auth)).toEqual([
      'x-api-key',
      'bearer',
    ]);
  });

  it('may have rows that claim one model for different tenants, or in different formats', () => {
    const models = ['m', 'gpt-*'];
    const other = { ...ROW, name: 'other', kind: 'anthropic', base_url: 'https://a.test', models };
    const rows = [
      { ...ROW, models, tenants: ['acme'] },
      { ...ROW, name: 'b', models, tenants: ['rival'] },
    ];
    expect(loadRows(...rows, other)).toHaveLength(3);
  });

  it.each<[string, object, string]>([
    ['a name', { name: 'Groq!' }, 'upstreams.0: name must be 1 to 32 of a-z, 0-9,'],
    ['a kind', { kind: 'gemini' }, 'upstream "groq": kind must be one of openai, anthropic.'],
    ['an address', { base_url: 'api.groq.com' }, 'upstream "groq": base_url must be an http or https URL.'],
    ['an address', { base_url: 'ftp://x' }, 'upstream "groq": base_url must be an http or https URL.'],
    ['a password', { base_url: 'https://a:b@x' }, 'base_url must not hold a user or a password'],
    [
      'a query',
      { base_url: 'https://x/v1?a=b' },
      'base_url must have no query: put parameters into "query".',
    ],
    ['a path', { base_url: 'https://x/v1/chat/completions' }, 'base_url must end before the path of an'],
    ['a version', { kind: 'anthropic', base_url: 'https://x/v1/' }, 'base_url must not end in /v1, which'],
    ['a path', { path_style: 'deployments' }, 'base_url must be the address of the resource alone'],
    ['a style', { path_style: 'azure' }, 'path_style must be one of v1, deployments.'],
    ['a style', { kind: 'anthropic', path_style: 'deployments' }, 'path_style can be deployments only with'],
    ['two keys', { key: SECRET, key_env: 'X' }, 'upstream "groq": key, key_env exclude each other: give one'],
    ['no key', { auth: 'bearer' }, 'auth has no key to present: give key, key_env or key_file.'],
    ['a key', { key: `${SECRET} x` }, 'key must be a key of printable ASCII without spaces.'],
    ['a variable', { key_env: 'NOWHERE' }, 'key_env names NOWHERE, which is not set.'],
    ['a variable', { key_env: 'EMPTY' }, 'key_env names EMPTY, which is not set.'],
    ['a file', { key_file: '/nowhere' }, "key_file names /nowhere, which can't be read (ENOENT)."],
    ['a file', { key_file: '/dev/null' }, 'key_file names /dev/null, which is no file.'],
    ['a scheme', { auth: 'basic', key: SECRET }, 'auth must be one of bearer, api-key, x-api-key.'],
    ['a query', { query: { a: { b: 1 } } }, 'query must hold texts of printable ASCII'],
    ['headers', { headers: { Host: 'x' } }, 'headers must hold values of printable ASCII by name of header'],
    ['headers', { headers: ['x'] }, 'headers must be an object of texts.'],
    ['models', { models: [7] }, 'models must hold texts of 1 to 256 characters'],
    ['models', { models: ['a', 'b', 'a'] }, 'models.2 is in the list twice.'],
    ['tenants', { tenants: ['Acme Inc'] }, 'tenants must hold names of tenants'],
    ['no tenants', { tenants: [] }, 'tenants must hold texts of 1 to 64 characters'],
    ['a time', { timeout_ms: 5 }, 'timeout_ms must be a whole number of milliseconds from 100 to 3600000.'],
    ['a fallback', { fallback: ['groq'] }, 'fallback must hold texts like row/model'],
    ['a fallback', { fallback: ['nobody/m'] }, 'fallback: nobody/m names no upstream. There are: groq.'],
    ['a member', { modles: [] }, 'upstreams.0: modles is unknown; known are name, comment, kind,'],
  ])('stops the start for %s: %j', (_, parts, message) => {
    const fault = faultOf(() => loadRows({ ...ROW, ...parts }));
    expect(fault).toContain(message);
    expect(fault).not.toContain(SECRET);
  });

  it.each<[string, object[], string]>([
    ['one name', [ROW, ROW], 'upstream "groq": name is given to two rows.'],
    [
      'one model',
      [
        { ...ROW, models: ['x', 'llama-3'] },
        { ...ROW, name: 'b', models: ['llama-3'] },
      ],
      'upstream "b": models: "llama-3" is claimed by upstream "groq", too. Leave it to one of them.',
    ],
    [
      'one pattern',
      [
        { ...ROW, models: ['llama-*'], tenants: ['acme'] },
        { ...ROW, name: 'b', models: ['llama-*'] },
      ],
      'upstream "b": models: "llama-*" is claimed by upstream "groq", too.',
    ],
    [
      'a fallback of another kind',
      [
        { ...ROW, fallback: ['claude/m'] },
        { ...ROW, name: 'claude', kind: 'anthropic', base_url: 'https://x' },
      ],
      'upstream "groq": fallback: claude/m is of kind anthropic, and this row is of kind openai.',
    ],
    [
      'a fallback that others may not use',
      [
        { ...ROW, fallback: ['b/m'] },
        { ...ROW, name: 'b', tenants: ['acme'] },
      ],
      'upstream "groq": fallback: b/m is closed to a tenant of this row.',
    ],
  ])('stops the start for two rows with %s', (_, rows, message) => {
    expect(faultOf(() => loadRows(...rows))).toContain(message);
  });

  it.each([
    ['openai', 'OPENAI_API_KEY', {}],
    ['openai', 'OPENAI_API_KEY', { OPENAI_API_KEY: 'sk-x' }],
    ['anthropic', 'ANTHROPIC_API_KEY', {}],
  ])('leaves the name %s to the upstream of %s, with settings %j', (name, variable, settings) => {
    const content = JSON.stringify({ upstreams: [{ ...ROW, name, tenants: ['acme'] }] });
    expect(faultOf(() => load(content, settings))).toBe(
      `upstream "${name}": name is reserved for the upstream of ${variable}. Choose another one.`,
    );
  });

  it.each([
    ['', 'the file must hold a JSON object.'],
    ['[]', 'the file must hold a JSON object.'],
    ['{}', 'upstreams must list at least one upstream.'],
    ['upstreams: 7', 'upstreams must be a list of at most 1000.'],
    [`upstreams:\n  - key: ${SECRET}\n  key: [`, 'the file is no valid YAML or JSON: see line'],
    [`{"upstreams":[{"key":"${SECRET}"`, 'the file is no valid YAML or JSON: see line 1, column'],
    ['upstreams: [{ models: [*] }]', 'Texts that begin with "*" need quotation marks.'],
    ['upstreams: [{ models: [*gpt] }]', 'Texts that begin with "*" need quotation marks.'],
    ['upstreams: [groq]', 'upstreams.0 must be an object.'],
  ])('stops the start when it holds %j', (content, message) => {
    const fault = faultOf(() => load(content));
    expect(fault).toContain(message);
    expect(fault).not.toContain(SECRET);
  });

  it('stops the start when it is not there', () => {
    expect(() => loadUpstreams({ ...new LlmEnv(), UPSTREAMS_FILE: '/nowhere' })).toThrow(
      "UPSTREAMS_FILE /nowhere can't be read. Check the path and its permissions, or unset it.",
    );
  });
});
