import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program, startProgram } from '../support/program.js';

describe('the simulator as a program', () => {
  let program: Program;
  afterEach(() => program.end('SIGKILL'));

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'says where it listens, behaves as told, and ends with 0 on %s',
    async (signal) => {
      program = startProgram('simulator', ['--port', '0', '--status', '503', '--retry-after', '9']);
      const [, url] = await program.says(/listens on (http:\/\/127\.0\.0\.1:\d+) /);
      const answer = await fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer sk' },
        body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }] }),
      });
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '9']);
      expect(await program.end(signal)).toBe(0);
    },
  );

  it('names a wrong flag and ends with 1', async () => {
    program = startProgram('simulator', ['--port', 'x']);
    await program.says(/--port must be integer\. See --help\./);
    expect(await program.end('SIGCONT')).toBe(1);
  });
});

describe('the demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-programs-'));
  let program: Program;
  afterEach(() => program.end('SIGTERM'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('shows all it promises, leaves the service running, and on Ctrl-C ends it and leaves no file', async () => {
    program = startProgram('demo', [], { TMPDIR: folder });
    const [, docs] = await program.says(/Swagger {2}(\S+)/);
    const [, url, key, body] = await program.says(/curl -i (\S+) [^]*Bearer (\S+)'[^]*-d '(.*)'\n/);
    expect(program.output()).toContain('All as promised. 3 of 9 answers came from memory');
    expect(program.output()).toMatch(/Cache-Status: ragcache; fwd=miss; stored; detail=guard-polarity\n/);
    expect((await fetch(docs!)).status).toBe(200);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    const answer = await fetch(url!, { method: 'POST', headers, body });
    expect(answer.headers.get('x-cache-layer')).toBe('exact');
    expect(await program.end('SIGINT')).toBe(0);
    await expect(fetch(docs!)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('ends with 1 and leaves no file when the service cannot start', async () => {
    const wrong = { OPENAI_API_KEY: 'sk', OPENAI_BASE_URL: 'nonsense', TMPDIR: folder };
    program = startProgram('demo', ['--once'], wrong);
    await program.says(/OPENAI_BASE_URL: must end in \/v1/);
    expect(await program.end('SIGCONT')).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});
