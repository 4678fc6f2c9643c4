import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const all = mkdtempSync(join(tmpdir(), 'ragcache-helm-'));
afterAll(() => rmSync(all, { recursive: true, force: true }));

/** A new folder that is gone when the specs of this file are done. */
export function temporaryFolder(): string {
  return mkdtempSync(join(all, 'x-'));
}
