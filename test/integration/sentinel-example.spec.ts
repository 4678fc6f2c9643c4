import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CacheEnv } from '@app/cache';
import { connectRedis } from '@app/cache/testing';
import { RecordingSignals } from '@app/core/testing';
import { parse } from 'yaml';
import { freePort } from '../../apps/demo/src/free-port.js';
import { documentedCommands } from '../support/redis/redis.acl.js';
import { startServer, type RedisProcess } from '../support/redis/redis.process.js';
import { until } from '../support/timing.js';

const EXAMPLE = 'docs/examples/sentinel-tls';
/** A failover takes seconds. */
const LONG = 60_000;

interface Compose {
  readonly services: Record<string, { environment: Record<string, string> }>;
}

/** The example of docs/examples, with its own files and settings; only the hosts are this machine, and no container is in play. */
describe('the example with Sentinels, TLS and users', () => {
  let folder: string;
  let files: string;
  let processes: RedisProcess[];
  let sentinels: string[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ragcache-example-'));
    files = join(folder, 'files');
    const addresses = await Promise.all(
      Array.from({ length: 6 }, async () => `localhost:${await freePort()}`),
    );
    const servers = addresses.slice(0, 3);
    sentinels = addresses.slice(3);
    const variables = { SERVERS: servers.join(' '), SENTINELS: sentinels.join(' '), CONFIG: files };
    execFileSync('sh', [`${EXAMPLE}/make-files.sh`, files], { env: { ...process.env, ...variables } });
    const redis = await Promise.all(servers.map((address, at) => start(`redis-${at + 1}`, address)));
    const watching = await Promise.all(
      sentinels.map((address, at) => start(`sentinel-${at + 1}`, address, '--sentinel')),
    );
    processes = [...redis, ...watching];
  }, LONG);
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  /** Like the command in the compose file. */
  function start(name: string, address: string, ...as: string[]): Promise<RedisProcess> {
    const data = join(folder, name);
    mkdirSync(data);
    copyFileSync(join(files, `${name}.conf`), join(data, `${name}.conf`));
    const tls = { ca: join(files, 'ca.pem'), certificate: '', key: '' };
    const login = loginOf(name);
    return startServer({
      port: Number(address.split(':')[1]),
      args: [join(data, `${name}.conf`), '--dir', data, ...as],
      security: { tls, login, host: 'localhost' },
      folder: data,
    });
  }

  /** The servers' users that may `PING`. */
  function loginOf(name: string): { username: string; password: string } {
    const username = name.startsWith('redis') ? 'ragcache' : 'peers';
    const conf = readFileSync(join(files, `${name}.conf`), 'utf8');
    return { username, password: new RegExp(`^user ${username} on >(\\S+)`, 'm').exec(conf)![1]! };
  }

  it('gives the service the documented commands', () => {
    const script = readFileSync(`${EXAMPLE}/make-files.sh`, 'utf8');
    expect(/^COMMANDS="(.*)"$/m.exec(script)![1]!.split(' ')).toEqual(documentedCommands());
  });

  it(
    'serves the settings of its compose file, also after a failover',
    async () => {
      const { environment } = (parse(readFileSync(`${EXAMPLE}/docker-compose.yml`, 'utf8')) as Compose)
        .services.ragcache!;
      const { REDIS_SENTINEL_NAME, REDIS_SENTINEL_USERNAME, REDIS_USERNAME } = environment;
      const secret = (name: string) => readFileSync(join(files, name), 'utf8').trim();
      const settings = {
        ...{ REDIS_SENTINEL_NAME, REDIS_SENTINEL_USERNAME, REDIS_USERNAME, REDIS_SENTINELS: sentinels },
        ...{ REDIS_PASSWORD: secret('redis_password'), REDIS_SENTINEL_PASSWORD: secret('sentinel_password') },
        REDIS_TLS_CA: join(files, 'ca.pem'),
      };
      const watching = processes[3]!;
      await until(() => /^OK 3 usable/m.test(watching.cli('sentinel', 'ckquorum', 'mymaster')));
      await until(
        () => watching.cli('sentinel', 'replicas', 'mymaster').split('master-link-status\nok').length === 3,
      );
      const server = connectRedis(Object.assign(new CacheEnv(), settings), new RecordingSignals());
      const isWritten = () => server.client.set('ragcache:x', '1').then(Boolean, () => false);
      await until(isWritten);
      processes[0]!.signal('SIGKILL');
      await until(async () => !(await isWritten()));
      await until(isWritten);
      await server.close();
    },
    LONG,
  );
});
