import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startService } from '../support/service.js';
import { startSimulator, upstreamsAt } from '../support/simulator.js';

const WITHOUT_TYPESCRIPT = ['--import', join(__dirname, 'refuse-typescript.mjs')];
const DOCKERFILE = readFileSync(join(__dirname, '../../Dockerfile'), 'utf8');

describe('typescript', () => {
  it('is taken out of the image, where a package names it as a peer and none loads it', () => {
    const [, build] = DOCKERFILE.split(/^FROM /m);
    const pruned = build!.slice(build!.indexOf('npm prune --omit=dev'));
    expect(pruned).toMatch(/\brm -r [^&\n]*node_modules\/typescript\b/);
  });

  it.each(["import('typescript')", "Promise.resolve().then(() => require('typescript'))"])(
    'is really kept away here: %s',
    (load) => {
      const args = [...WITHOUT_TYPESCRIPT, '-e', `${load}.catch(({ message }) => console.log(message))`];
      const { stdout } = spawnSync(process.execPath, args, {
        cwd: join(__dirname, '../..'),
        encoding: 'utf8',
      });
      expect(stdout.trim()).toBe('typescript is not in the image');
    },
  );

  it.each(['production', 'development'])(
    'is not needed by the service with NODE_ENV=%s, nor by the clients of its servers',
    async (NODE_ENV) => {
      const simulator = await startSimulator();
      const service = await startService({
        ...{
          NODE_ENV,
          NODE_OPTIONS: WITHOUT_TYPESCRIPT.join(' '),
          API_KEYS: 'acme:acme-key-0123456789-abcdefgh',
        },
        // They are looked for in vain, and only have to be loaded.
        ...{ VECTOR_INDEX: 'qdrant', QDRANT_URL: 'http://127.0.0.1:1', ENTRY_SECRET: 'x'.repeat(32) },
        ...upstreamsAt(simulator.url),
      });
      try {
        const ask = () => service.ask({ query: 'Who needs a compiler?' }, 'acme-key-0123456789-abcdefgh');
        expect((await ask()).headers['x-cache-status']).toBe('MISS');
        expect((await ask()).headers['x-cache-status']).toBe('HIT');
        if (NODE_ENV === 'development') expect((await service.request('GET', '/docs-json')).status).toBe(200);
      } finally {
        await service.stop();
        await simulator.close();
      }
    },
  );
});
