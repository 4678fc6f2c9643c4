import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const BIN = join(ROOT, 'tools/helm/bin');
export const CHART = join(ROOT, 'helm/ragcache');

export type Program = 'helm4' | 'helm3' | 'helm-unittest' | 'kubectl-validate' | 'kube-score' | 'check';

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program that `tools/helm/build.mjs` built. */
export function run(program: Program, ...args: string[]): Run {
  const options = { cwd: CHART, encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
  const { error, status, stdout, stderr } = spawnSync(join(BIN, program), args, options);
  if (error) throw error;
  return { status, stdout, stderr };
}

/** Like `describe`, but a visible skip on a machine without Go, where there are no programs. */
export const describeWithPrograms = existsSync(join(BIN, 'helm4'))
  ? describe
  : (name: string, suite: () => void) =>
      describe.skip(`${name} (Go 1.26 or later is missing: nothing was built into tools/helm/bin)`, suite);
