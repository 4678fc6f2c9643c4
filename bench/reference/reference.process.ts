import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ReferenceSetup } from './main.js';

/** The reference routes, in a process of their own. */
export interface Reference {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export async function startReference(setup: ReferenceSetup): Promise<Reference> {
  const child = fork(join(__dirname, 'main.js'), [JSON.stringify(setup)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  // Its log lines go where the service's go: into a pipe that this process empties.
  child.stdout!.resume();
  const ended = once(child, 'exit').then(() => {
    throw new Error('The reference ended before it listened.');
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ url: string }];
  const stop = async (): Promise<void> => {
    child.disconnect();
    await once(child, 'exit');
  };
  return { url: message.url, pid: child.pid!, stop };
}
