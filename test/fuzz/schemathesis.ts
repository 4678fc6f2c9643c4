import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The program (`pip install schemathesis`, or its path in `SCHEMATHESIS`), and what its chance begins with: the same each time unless told. */
const { SCHEMATHESIS = 'schemathesis', SCHEMATHESIS_SEED = '6' } = process.env;
const CONFIG = join(__dirname, 'schemathesis.toml');

/** Whether this machine has it. */
export function isInstalled(): boolean {
  return spawnSync(SCHEMATHESIS, ['--version']).status === 0;
}

/** What came of it. */
export interface Fuzzed {
  readonly output: string;
  /** As far as it is looked at here; absent when it broke down. */
  readonly report?: {
    readonly exit_code: number;
    readonly complete: boolean;
    readonly operations: { readonly total: number; readonly tested: number };
    readonly test_cases: { readonly generated: number };
    readonly failures: readonly unknown[];
    readonly errors: readonly unknown[];
  };
}

/**
 * Asks the service what its own document allows, and what it does not. @param url of the service, in development.
 * @param folder for what the program writes.
 */
export async function fuzz(url: string, key: string, folder: string): Promise<Fuzzed> {
  const notes = join(folder, 'report.json');
  const args = [
    ...['--config-file', CONFIG, 'run', `${url}/docs-json`, '-H', `Authorization: Bearer ${key}`],
    ...['--phases', 'examples,coverage,fuzzing,stateful', '--continue-on-failure'],
    ...['--report-json-path', notes, '--seed', SCHEMATHESIS_SEED],
  ];
  const env = { ...process.env, SCHEMATHESIS_HOOKS: join(__dirname, 'hooks.py') };
  const child = spawn(SCHEMATHESIS, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  const written = existsSync(notes) ? readFileSync(notes, 'utf8') : undefined;
  return { output, report: written === undefined ? undefined : (JSON.parse(written) as Fuzzed['report']) };
}
