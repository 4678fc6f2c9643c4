import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OverheadSetup } from './main.js';

/** The service with or without some of its parts, in a process of its own. */
export interface OverheadService {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export async function startOverheadService({
  environment,
  without,
}: OverheadSetup): Promise<OverheadService> {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-bench-'));
  const settings = { HOST: '127.0.0.1', PORT: '0', DATA_DIR: folder, ...environment };
  const setup: OverheadSetup = { environment: settings, without };
  const child = fork(join(__dirname, 'main.js'), [JSON.stringify(setup)], {
    ...{ stdio: ['ignore', 'pipe', 'inherit', 'ipc'], cwd: folder, env: {} },
  });
  // Log lines are written and read in every case.
  child.stdout!.resume();
  const url = await listening(child);
  const stop = async (): Promise<void> => {
    child.disconnect();
    await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, pid: child.pid!, stop };
}

async function listening(child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('The service ended before it listened.');
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ url: string }];
  return message.url;
}
