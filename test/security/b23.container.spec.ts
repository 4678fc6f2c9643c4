import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../apps/demo/src/free-port.js';
import { outputOf } from '../../apps/demo/src/service.process.js';
import { ACME_KEY, basics } from '../e2e/stage.js';
import { canLockIn, lockedIn } from '../support/locked-in.js';
import { type Simulator, startSimulator } from '../support/simulator.js';
import { until } from '../support/timing.js';

const MAIN = join(__dirname, '../../dist/apps/api/src/main.js');
const LONG = 60_000;

/** B23: what the image promises of a container, held without one; `test/docker` reads the Dockerfile. It takes root on Linux. */
describe('the service as a user who may do nothing, on files that nobody may write', () => {
  let simulator: Simulator;
  let folders: { data: string; temporary: string };
  beforeEach(async () => {
    simulator = await startSimulator();
    const made = () => mkdtempSync(join(tmpdir(), 'ragcache-locked-'));
    folders = { data: made(), temporary: made() };
  });
  afterEach(async () => {
    await simulator.close();
    for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
  });

  const launch = async (settings: Record<string, string> = {}) => {
    const port = await freePort();
    const { command, args } = lockedIn([process.execPath, MAIN], Object.values(folders));
    const child = spawn(command, args, {
      cwd: '/',
      env: {
        ...{ ...basics(simulator), PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port) },
        ...{ DATA_DIR: folders.data, TMPDIR: folders.temporary, ...settings },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = outputOf(child);
    const url = `http://127.0.0.1:${port}`;
    const isReady = () =>
      fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`It ended:\n${output()}`);
      return isReady();
    });
    const ask = async (query: string) => {
      const headers = { authorization: `Bearer ${ACME_KEY}`, 'content-type': 'application/json' };
      const answer = await fetch(`${url}/api/v1/query`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query }),
      });
      return ((await answer.json()) as { cache_info: { cache_hit: boolean } }).cache_info.cache_hit;
    };
    const stop = async () => {
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    };
    return { child, ask, output, stop };
  };

  (canLockIn() ? it.each : it.skip.each)([1, 2])(
    'starts, serves, remembers and stops, and writes to its two folders alone, with API_WORKERS=%i',
    async (workers) => {
      const service = await launch({ API_WORKERS: String(workers) });
      expect(await service.ask('Where is the cellar?')).toBe(false);
      await until(() => service.ask('Where is the cellar?'));
      expect(await service.stop()).toBe(0);
      expect(service.output()).not.toMatch(/EROFS|EACCES|EPERM/);
      const kept = readdirSync(folders.data);
      expect(kept).toContain('ragcache.db');
      expect(kept.filter((name) => !/^(ragcache\.db|audit)/.test(name))).toEqual([]);
      const again = await launch();
      expect(await again.ask('Where is the cellar?')).toBe(true);
      expect(await again.stop()).toBe(0);
    },
    LONG,
  );

  (canLockIn() ? it : it.skip)('could not write anywhere else, nor become anybody', () => {
    const tried = (script: string) => {
      const { command, args } = lockedIn(['sh', '-c', script], Object.values(folders));
      return spawnSync(command, args, { encoding: 'utf8' });
    };
    expect(tried(`touch ${folders.data}/here && touch ${folders.temporary}/here`).status).toBe(0);
    for (const place of [__dirname, tmpdir(), '/var/tmp'])
      expect(tried(`touch ${place}/there`).stderr).toMatch(/Read-only file system|Permission denied/);
    expect(tried('id -u; grep -E "^(CapEff|CapBnd|NoNewPrivs)" /proc/self/status').stdout).toBe(
      '65532\nCapEff:\t0000000000000000\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\n',
    );
  });
});
