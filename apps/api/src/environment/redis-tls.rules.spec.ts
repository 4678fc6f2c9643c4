import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisOptions } from '@app/cache';
import { makeCertificates, type Certificates } from '../../../../test/support/redis/redis.certificates.js';
import { problemsOf } from '../../testing/environment.problems.js';
import { parseEnvironment } from './environment.reader.js';
import { warningsOf } from './warnings.js';

type Settings = Record<string, string>;

const ON_REDIS = { ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis' };
const SENTINELS = { ...ON_REDIS, REDIS_SENTINELS: 'a.internal:26379' };
const URL_ONLY = { ...ON_REDIS, REDIS_URL: 'redis://localhost' };

let folder: string;
let files: Certificates;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ragcache-tls-rules-'));
  files = makeCertificates(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string | Buffer): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe('files for TLS', () => {
  it.each<[string, () => string, RegExp]>([
    ['that is not there', () => join(folder, 'none.pem'), /ENOENT/],
    ['that is a folder', () => folder, /not a file/],
    ['that is no file', () => '/dev/null', /not a file/],
    ['that is empty', () => file('empty.pem', ''), /no certificate/],
    ['with something else', () => file('text.pem', 'localhost:6379'), /no certificate/],
    ['with a private key', () => files.key, /no certificate/],
    [
      'with half a certificate',
      () => file('half.pem', '-----BEGIN CERTIFICATE-----\nMIIB'),
      /no certificate/,
    ],
    ['with a damaged certificate', () => file('damaged.pem', DAMAGED), /damaged/],
    ['in DER form', () => derForm(), /PEM/],
  ])('refuse an authority %s', (_what, path, words) => {
    const problems = problemsOf({ ...URL_ONLY, REDIS_TLS_CA: path() });
    expect(problems).toEqual({ REDIS_TLS_CA: expect.stringMatching(words) });
  });

  it('refuse one that this process may not read', () => {
    const locked = file('locked.pem', 'x');
    chmodSync(locked, 0);
    if (process.getuid?.() !== 0)
      expect(problemsOf({ ...URL_ONLY, REDIS_TLS_CA: locked })).toHaveProperty('REDIS_TLS_CA');
  });

  it('refuse a certificate without its key, with another one, or with one that is locked', () => {
    const { certificate: REDIS_TLS_CERT, key: REDIS_TLS_KEY, ca } = files;
    const locked = join(folder, 'locked.key');
    execFileSync(
      'openssl',
      ['ec', '-aes256', '-passout', 'pass:x1234', '-in', REDIS_TLS_KEY, '-out', locked],
      {
        stdio: 'pipe',
      },
    );
    const problemIn = (settings: Settings) => problemsOf({ ...URL_ONLY, ...settings });
    expect(problemIn({ REDIS_TLS_CERT, REDIS_TLS_KEY })).toEqual({});
    expect(problemIn({ REDIS_TLS_CERT })).toHaveProperty('REDIS_TLS_KEY');
    expect(problemIn({ REDIS_TLS_KEY })).toHaveProperty('REDIS_TLS_CERT');
    expect(problemIn({ REDIS_TLS_CERT: ca, REDIS_TLS_KEY }).REDIS_TLS_KEY).toMatch(/not the key/);
    expect(problemIn({ REDIS_TLS_CERT, REDIS_TLS_KEY: locked }).REDIS_TLS_KEY).toMatch(/passphrase/);
    expect(problemIn({ REDIS_TLS_CERT, REDIS_TLS_KEY: REDIS_TLS_CERT }).REDIS_TLS_KEY).toMatch(
      /no private key/,
    );
  });
});

describe('whether TLS is spoken', () => {
  const tlsWith = (settings: Settings) => redisOptions(parseEnvironment({ ...URL_ONLY, ...settings })).tls;

  it('is said by the URL, by a file, by a name or by its own setting', () => {
    expect(tlsWith({})).toBeUndefined();
    expect(tlsWith({ REDIS_URL: 'rediss://localhost' })).toEqual({});
    expect(tlsWith({ REDIS_TLS: 'on' })).toEqual({});
    expect(tlsWith({ REDIS_TLS_SERVERNAME: 'redis.internal' })).toEqual({ servername: 'redis.internal' });
    expect(tlsWith({ REDIS_TLS_CA: files.ca })).toHaveProperty('ca');
  });

  it('can not be said both ways', () => {
    const others: Settings[] = [
      { REDIS_URL: 'rediss://localhost' },
      { REDIS_TLS_SERVERNAME: 'redis.internal' },
    ];
    for (const other of others)
      expect(problemsOf({ ...URL_ONLY, REDIS_TLS: 'off', ...other })).toEqual({
        REDIS_TLS: expect.stringContaining('off beside'),
      });
  });

  it('is told when the URL says otherwise', () => {
    const told = (settings: Settings) => warningsOf(parseEnvironment({ ...URL_ONLY, ...settings })).join();
    expect(told({ REDIS_TLS_CA: files.ca })).toContain('REDIS_TLS_CA switches TLS on');
    expect(told({ REDIS_TLS: 'on' })).toContain('REDIS_TLS switches TLS on');
    expect(told({ REDIS_URL: 'rediss://localhost', REDIS_TLS_CA: files.ca })).not.toContain(
      'switches TLS on',
    );
  });
});

describe('how Sentinels are asked', () => {
  const optionsWith = (settings: Settings) => redisOptions(parseEnvironment({ ...SENTINELS, ...settings }));

  it.each<[Settings, boolean, boolean]>([
    [{}, false, false],
    [{ REDIS_SENTINEL_PASSWORD: 'p' }, false, false],
    [{ REDIS_TLS: 'on' }, true, true],
    [{ REDIS_TLS: 'on', REDIS_SENTINEL_PASSWORD: 'p' }, true, false],
    [{ REDIS_TLS: 'on', REDIS_SENTINEL_TLS: 'on' }, true, false],
    [{ REDIS_TLS: 'on', REDIS_SENTINEL_TLS: 'off' }, false, false],
  ])('with %j: TLS %p, plain text as well %p', (settings, isTls, mayBePlain) => {
    const options = optionsWith(settings);
    expect([options.sentinelTLS !== undefined, options.Connector !== undefined]).toEqual([isTls, mayBePlain]);
    expect(options.enableTLSForSentinelMode ?? false).toBe('REDIS_TLS' in settings);
  });

  it('never so that their password can be read on the way', () => {
    const off = { REDIS_TLS: 'on', REDIS_SENTINEL_TLS: 'off', REDIS_SENTINEL_PASSWORD: 'p' };
    expect(problemsOf({ ...SENTINELS, ...off })).toEqual({
      REDIS_SENTINEL_TLS: expect.stringContaining('plain text'),
    });
    const here = { ...SENTINELS, REDIS_SENTINELS: 'localhost:26379,[::1]:26379' };
    expect(problemsOf({ ...here, ...off })).toEqual({});
  });

  it('not in TLS beside a Redis in plain text', () => {
    expect(problemsOf({ ...SENTINELS, REDIS_SENTINEL_TLS: 'on' })).toEqual({
      REDIS_SENTINEL_TLS: expect.stringContaining('REDIS_TLS=on'),
    });
  });

  it('is no matter without them, which is told', () => {
    const idle = { REDIS_SENTINEL_TLS: 'on', REDIS_SENTINEL_USERNAME: 'u', REDIS_SENTINEL_PASSWORD: 'p' };
    const told = warningsOf(parseEnvironment({ ...URL_ONLY, ...idle })).join();
    for (const name of Object.keys(idle)) expect(told).toContain(`${name} is set, but does nothing`);
  });
});

const DAMAGED = '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIU\n-----END CERTIFICATE-----\n';

function derForm(): string {
  const out = join(folder, 'ca.der');
  execFileSync('openssl', ['x509', '-in', files.ca, '-outform', 'der', '-out', out]);
  return out;
}
