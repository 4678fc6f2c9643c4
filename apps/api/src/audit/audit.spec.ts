import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@app/core/testing';
import type { PinoLogger } from 'nestjs-pino';
import { verifyChain } from './audit.chain.js';
import { AuditLog } from './audit.log.js';
import type { AuditedEvent } from './audit.record.js';
import { toldTarget } from './told-target.js';

const event: AuditedEvent = {
  ...{ action: 'purge', tenant: 'acme', by: '0a1b2c3d', requestId: 'r-1' },
  ...{ target: { all: true }, result: { purged: 3 } },
};

describe('AuditLog', () => {
  let folder: string;
  let path: string;
  const errors: unknown[] = [];
  const logger = { error: (...said: unknown[]) => errors.push(said) } as unknown as PinoLogger;
  const open = (at = path) => new AuditLog(at, new ManualClock(), logger);
  const written = () => readFileSync(path, 'utf8');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ragcache-audit-'));
    path = join(folder, 'deep', 'audit.jsonl');
    errors.length = 0;
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

  it('does not undo what was done when it cannot be written, and tells the operator', async () => {
    const log = open('/dev/null/nowhere.jsonl');
    expect(await log.record(event)).toMatch(/^\w{26}$/);
    expect(errors).toHaveLength(1);
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

describe('toldTarget', () => {
  it('keeps what was named recognisable and unreadable', () => {
    const told = toldTarget({ namespace: 'secret', tags: ['Jane'], all: true, model: undefined });
    expect(told).toEqual({
      namespace: expect.stringMatching(/^\w{8}$/),
      tags: [expect.any(String)],
      all: true,
    });
    expect(JSON.stringify(told)).not.toMatch(/secret|Jane/);
  });
});
