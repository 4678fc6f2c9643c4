import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, RecordingSignals } from '@app/core/testing';
import { verifyChain } from './audit.chain.js';
import { AuditLog } from './audit.log.js';
import type { AuditedEvent } from './audit.record.js';
import { redactedTarget } from './audit.facts.js';

const event: AuditedEvent = {
  ...{ action: 'purge', tenant: 'acme', by: '0a1b2c3d', requestId: 'r-1' },
  ...{ target: { all: true }, result: { purged: 3 } },
};

/** Takes no byte, as a disk that is full; Linux has it. */
const FULL = '/dev/full';
const itOnLinux = existsSync(FULL) ? it : it.skip;

describe('AuditLog', () => {
  let folder: string;
  let path: string;
  let signals: RecordingSignals;
  const open = (at = path) => new AuditLog(at, new ManualClock(), signals);
  const written = () => readFileSync(path, 'utf8');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ragcache-audit-'));
    path = join(folder, 'deep', 'audit.jsonl');
    signals = new RecordingSignals();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes one line per event, for its owner alone, and gives a receipt', async () => {
    const log = open();
    const receipts = await Promise.all([log.record(event), log.record({ ...event, requestId: 'r-2' })]);
    await log.onApplicationShutdown();
    const lines = written().trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(receipts);
    expect(JSON.parse(lines[0]!)).toMatchObject({ action: 'purge', by: '0a1b2c3d', request_id: 'r-1' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(verifyChain(written())).toEqual({ whole: true, records: 2 });
  });

  it('goes on where the process before it stopped', async () => {
    for (let run = 0; run < 3; run++) {
      const log = open();
      await log.record(event);
      await log.onApplicationShutdown();
    }
    expect(verifyChain(written())).toEqual({ whole: true, records: 3 });
  });

  it('keeps the order of many that come at once, and does not wait for each of them', async () => {
    const log = open();
    const receipts = await Promise.all(Array.from({ length: 1_000 }, () => log.record(event)));
    await log.onApplicationShutdown();
    const lines = written().trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(receipts);
    expect(verifyChain(written())).toEqual({ whole: true, records: 1_000 });
  });

  it('does not undo what was done when it cannot be written, tells the operator once, and goes on when it can', async () => {
    const inTheWay = join(folder, 'deep');
    writeFileSync(inTheWay, '');
    const log = open();
    for (let turn = 0; turn < 2; turn++) expect(await log.record(event)).toMatch(/^\w{26}$/);
    rmSync(inTheWay);
    await log.record(event);
    await log.onApplicationShutdown();
    expect(signals.states).toEqual(['audit log:down', 'audit log:up']);
    expect(signals.counted).toEqual(['fail_open:audit log.write', 'fail_open:audit log.write']);
    expect(verifyChain(written())).toEqual({ whole: true, records: 1 });
  });

  itOnLinux('holds no file open that took nothing', async () => {
    const filesOpen = () => readdirSync('/proc/self/fd').length;
    const log = open(FULL);
    await log.record(event);
    const before = filesOpen();
    for (let turn = 0; turn < 5; turn++) await log.record(event);
    expect(filesOpen()).toBe(before);
  });

  it('follows half a line with a new one, of whatever length the log is', async () => {
    const first = open();
    for (let number = 0; number < 300; number++) await first.record(event);
    await first.onApplicationShutdown();
    writeFileSync(path, '{"half":', { flag: 'a' });
    const second = open();
    await second.record(event);
    await second.onApplicationShutdown();
    expect(verifyChain(written())).toMatchObject({ whole: false, line: 301 });
    expect(written().trim().split('\n')).toHaveLength(302);
  });

  it.each<[string, (lines: string[]) => string[], number]>([
    ['altered', (lines) => lines.with(2, lines[2]!.replace('acme', 'ajax')), 3],
    ['left out', (lines) => lines.toSpliced(1, 1), 2],
    ['put in twice', (lines) => lines.toSpliced(3, 0, lines[2]!), 4],
    ['swapped', ([a, b, ...rest]) => [b!, a!, ...rest], 1],
    ['garbage', (lines) => lines.with(4, '{"id":'), 5],
  ])('shows the exact line that was %s', async (_, tamper, line) => {
    const log = open();
    for (let number = 0; number < 5; number++) await log.record({ ...event, requestId: `r-${number}` });
    await log.onApplicationShutdown();
    const tampered = tamper(written().trim().split('\n')).join('\n');
    expect(verifyChain(tampered)).toMatchObject({ whole: false, line });
  });
});

describe('redactedTarget', () => {
  it('keeps what was named recognisable and unreadable', () => {
    const told = redactedTarget({ namespace: 'secret', tags: ['Jane'], all: true, model: undefined });
    expect(told).toEqual({
      namespace: expect.stringMatching(/^\w{8}$/),
      tags: [expect.any(String)],
      all: true,
    });
    expect(JSON.stringify(told)).not.toMatch(/secret|Jane/);
  });
});
