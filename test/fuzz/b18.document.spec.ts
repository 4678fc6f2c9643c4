import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStage, SEMANTIC, type Stage } from '../e2e/stage.js';
import { fuzz, isInstalled } from './schemathesis.js';

const KEY = 'fuzz-key-0123456789abcdefghij';
const LONGEST_MS = 600_000;
const SKIPPED = isInstalled() ? '' : ' (pip install schemathesis, or set SCHEMATHESIS to its path)';
const tested = SKIPPED ? it.skip : it;

describe('the API document, against the built service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-fuzz-'));
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({
      ...SEMANTIC,
      ...{ NODE_ENV: 'development', API_KEYS: `acme:${KEY}:query+read+purge+admin` },
      ...{ KEY_PEPPER: 'a-pepper-of-at-least-32-characters', KEY_STORE: 'memory' },
    });
  });
  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  tested(
    `is exact: no failure of the server, no answer that it does not tell of, no invalid request let in${SKIPPED}`,
    async () => {
      const { report, output } = await fuzz(stage.service.url, KEY, folder);
      // The program's own words say what was wrong and how to have it again.
      if (report?.exit_code !== 0) throw new Error(output);
      expect(report).toMatchObject({ complete: true, failures: [], errors: [] });
      expect(report.operations.tested).toBe(report.operations.total);
      expect(report.test_cases.generated).toBeGreaterThan(100 * report.operations.total);
    },
    LONGEST_MS,
  );
});
