import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Service, startService } from '../support/service.js';
import { describeWithPrograms } from './programs.js';
import { render, type Resource, resourcesOf } from './rendered.js';
import { temporaryFolder } from './temporary-folder.js';

const KEY = 'a-key-of-at-least-24-characters';
const SECRET = 'a'.repeat(64);

interface Pod extends Resource {
  readonly spec: { readonly containers: readonly { readonly command: readonly [string, ...string[]] }[] };
}

function dataOf(values: string, configMap: string): Readonly<Record<string, string>> {
  const found = resourcesOf(render(values)).find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMap,
  );
  return found?.data ?? {};
}

/** What the chart tells the service, with folders of this machine in place of a pod's. Port and host are the test's. */
function environmentOf(values: string): Record<string, string> {
  const told = Object.entries(dataOf(values, 'one-ragcache')).filter(([name]) => name !== 'PORT');
  const folder = temporaryFolder();
  const secrets = join(folder, 'secrets');
  mkdirSync(secrets);
  for (const [name, path] of told.filter(([variable]) => variable.endsWith('_FILE'))) {
    writeFileSync(join(secrets, basename(path)), name === 'API_KEYS_FILE' ? `acme:${KEY}` : SECRET);
  }
  writeFileSync(join(folder, 'models.json'), dataOf(values, 'one-ragcache-models')['models.json'] ?? '');
  const here = (value: string) =>
    value
      .replace('/run/secrets/ragcache', secrets)
      .replace('/etc/ragcache', folder)
      .replace(/^\/data$/, folder);
  return Object.fromEntries(told.map(([name, value]) => [name, here(value)]));
}

/** The pod of `helm test`, its command run here against a service. @returns its exit code */
async function trial(values: string, { url }: Pick<Service, 'url'>): Promise<number> {
  const pod = resourcesOf(render(values)).find(({ kind }) => kind === 'Pod') as unknown as Pod;
  const [, ...args] = pod.spec.containers[0]!.command;
  const script = args.map((text) => text.replace('http://one-ragcache:80', url));
  const [code] = (await once(spawn(process.execPath, script, { stdio: 'ignore' }), 'exit')) as [number];
  return code;
}

describeWithPrograms('the service, told what the chart tells it', () => {
  it.each(['default', 'embedded', 'external', 'cluster', 'hardened'])(
    'starts, passes helm test and leaves: %s',
    async (name) => {
      const values = `${name}-values.yaml`;
      const service = await startService({ ...environmentOf(values), SHUTDOWN_DELAY_MS: '0' });
      try {
        expect(await trial(values, service)).toBe(0);
        // The key was read from its file: what stops this request can only be a store that is away.
        expect((await service.request('GET', '/api/v1/stats', { key: KEY })).status).not.toBe(401);
      } finally {
        expect(await service.stop()).toBe(0);
      }
    },
  );

  it('fails helm test when there is none', async () => {
    expect(await trial('default-values.yaml', { url: 'http://127.0.0.1:9' })).not.toBe(0);
  });
});
