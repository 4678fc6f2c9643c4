import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
/** Names of variables that would hold a secret themselves. */
const SECRET = /KEY|SECRET|PASSWORD|TOKEN/;

interface Instruction {
  readonly name: string;
  readonly text: string;
}

function instructionsOf(dockerfile: string): Instruction[] {
  const lines = dockerfile.replace(/^\s*#.*\n/gm, '').replace(/\\\n/g, ' ');
  return [...lines.matchAll(/^([A-Z]+) +(.+)$/gm)].map(([, name, text]) => ({ name: name!, text: text! }));
}

describe('the Dockerfile', () => {
  const instructions = instructionsOf(read('Dockerfile'));
  const all = (name: string) => instructions.filter((each) => each.name === name).map(({ text }) => text);
  const lastStage = instructions.slice(instructions.map(({ name }) => name).lastIndexOf('FROM'));
  const only = (name: string) => {
    const found = lastStage.filter((each) => each.name === name);
    expect(found).toHaveLength(1);
    return found[0]!.text;
  };

  it('builds in one stage and runs in another, both on a base pinned by tag', () => {
    const [image] = all('ARG');
    expect(image).toMatch(/^NODE_IMAGE=node:24-bookworm-slim$/);
    expect(all('FROM')).toEqual(['${NODE_IMAGE} AS build', '${NODE_IMAGE}']);
    expect(read('Dockerfile')).toContain('@sha256:');
    expect(read('Dockerfile')).not.toMatch(/:latest\b/);
  });

  it('copies what there is, and nothing that the context leaves out', () => {
    const shown = read('.dockerignore')
      .match(/^!.+$/gm)!
      .map((line) => line.slice(1));
    const copies = all('COPY').filter((text) => !text.startsWith('--from'));
    const sources = copies.flatMap((text) => text.split(/ +/).slice(0, -1));
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
    expect(sources.filter((source) => !shown.includes(source))).toEqual([]);
    expect(shown.filter((name) => !sources.includes(name))).toEqual([]);
  });

  it('takes nothing from the network but locked packages', () => {
    expect(all('ADD')).toEqual([]);
    const commands = all('RUN').join('\n');
    expect(commands).toMatch(/^npm ci$/m);
    expect(commands).not.toMatch(/npm (i|install)\b|curl|wget|apt/);
  });

  it('keeps no development dependencies and no native files of other platforms', () => {
    expect(all('RUN').join('\n')).toContain('npm prune --omit=dev && node scripts/keep-platform.mjs');
  });

  it('has no secret in a layer', () => {
    const named = [...all('ENV'), ...all('ARG')].flatMap((text) => text.match(/\w+(?==)/g) ?? []);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => SECRET.test(name))).toEqual([]);
  });

  it('runs as a user with a number who is not root, and hands the data folder alone to it', () => {
    expect(only('USER')).toBe('65532:65532');
    expect(lastStage.map(({ name }) => name).lastIndexOf('COPY')).toBeLessThan(
      lastStage.findIndex(({ name }) => name === 'USER'),
    );
    expect(all('COPY').join()).not.toContain('--chown');
    expect(only('RUN')).toContain('install -d -o 65532 -g 65532 -m 0700 /data');
    expect(only('ENV')).toMatch(/NODE_ENV=production DATA_DIR=\/data/);
    expect(only('VOLUME')).toBe('/data');
  });

  it('starts the service without a shell between it and signals', () => {
    expect(JSON.parse(only('CMD'))).toEqual(['node', 'dist/apps/api/src/main.js']);
    expect(existsSync(join(ROOT, 'apps/api/src/main.ts'))).toBe(true);
    expect(only('EXPOSE')).toBe('3000');
  });

  it.each([
    [200, 0],
    [503, 1],
  ])('is asked for its health by node: %i from /health/ready is %i', async (status, expected) => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/health/ready' ? status : 404;
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const PORT = String((server.address() as AddressInfo).port);
    const [command, ...args] = JSON.parse(/CMD (\[.*\])$/.exec(only('HEALTHCHECK'))![1]!) as string[];
    expect(command).toBe('node');
    const [code] = (await once(spawn(process.execPath, args, { env: { PORT } }), 'exit')) as [number];
    server.close();
    expect(code).toBe(expected);
  });
});

describe('the build context', () => {
  it('is a list of what may enter', () => {
    const [first] = read('.dockerignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(first).toBe('*');
    expect(read('.dockerignore')).toMatch(/^\*\*\/\.env\*$/m);
  });
});

interface ComposeService {
  readonly image: string;
  readonly build?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly secrets?: readonly string[];
  readonly ports?: readonly string[];
  readonly command?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
}

interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly secrets: Readonly<Record<string, { file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

describe('docker-compose.yml', () => {
  const compose = parse(read('docker-compose.yml')) as Compose;
  const services = Object.entries(compose.services);

  it.each(services)('locks %s in: no writing, no capabilities, no new privileges', (_name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service.user ?? '').not.toMatch(/^(0|root)\b/);
  });

  it.each(services)('pins the image of %s by a tag that does not move by itself', (_name, { image }) => {
    expect(image).toMatch(/^[a-z/]+:v?\d+\.\d+\.\d+(-\w+)?$/);
  });

  it.each(services)('gives %s its secrets as files that it was granted', (_name, service) => {
    const granted = service.secrets ?? [];
    expect(granted.length).toBeGreaterThan(0);
    expect(granted.filter((name) => !(name in compose.secrets))).toEqual([]);
    const named = Object.entries(service.environment ?? {}).filter(([name]) => SECRET.test(name));
    for (const [name, value] of named) {
      expect(name).toMatch(/_FILE$/);
      expect(granted.map((secret) => `/run/secrets/${secret}`)).toContain(value);
    }
    const used = [...JSON.stringify(service).matchAll(/\/run\/secrets\/(\w+)/g)].map(([, secret]) => secret);
    expect([...new Set(used)].sort()).toEqual([...granted].sort());
  });

  it('reads secrets from a folder that neither git nor the image sees', () => {
    for (const [name, { file }] of Object.entries(compose.secrets)) expect(file).toBe(`./secrets/${name}`);
    expect(read('.gitignore')).toMatch(/^\/secrets\/$/m);
  });

  it('says where each secret comes from', () => {
    const told = read('docs/docker.md');
    for (const name of Object.keys(compose.secrets)) expect(told).toContain(`secrets/${name}`);
  });

  it('waits for stores that are healthy, and lets nobody reach them but the service', () => {
    const { ragcache, ...stores } = compose.services;
    expect(Object.keys(ragcache!.depends_on!)).toEqual(Object.keys(stores));
    for (const { condition } of Object.values(ragcache!.depends_on!))
      expect(condition).toBe('service_healthy');
    for (const store of Object.values(stores)) {
      expect(store.healthcheck?.test.length).toBeGreaterThan(1);
      expect(store).not.toHaveProperty('ports');
    }
    expect(ragcache!.ports!.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
  });

  it('lets Valkey evict what has a lifetime, and keeps its password out of the list of processes', () => {
    const script = compose.services.valkey!.command!.join(' ');
    const [commandLine, config] = script.split('<<CONFIG');
    expect(commandLine).toContain('--maxmemory-policy volatile-lfu');
    expect(commandLine).not.toContain('/run/secrets');
    expect(config).toContain('requirepass $$(cat /run/secrets/redis_password)');
  });

  it('keeps what is remembered in volumes', () => {
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect(mounted.sort()).toEqual(Object.keys(compose.volumes).sort());
  });
});
