import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A built program of this repository, running as a process of its own. */
export interface Program {
  /** Everything it printed so far. */
  output(): string;
  /** Resolves as soon as it has printed what is looked for. Fails when it ends before that. */
  says(what: RegExp): Promise<RegExpExecArray>;
  /** Sends the signal and resolves to the exit code, which is `null` after SIGKILL. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const ROOT = join(__dirname, '../..');

/** @param name a folder of `apps/`. Nothing of this process's environment reaches it but what is given. */
export function startProgram(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Program {
  const main = join(ROOT, 'dist/apps', name, 'src/main.js');
  const child = spawn(process.execPath, [main, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));

  const says = async (what: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = what.exec(text);
      if (found) return found;
      if (child.exitCode !== null) throw new Error(`${name} ended without a word of ${what}:\n${text}`);
      await new Promise((done) => setTimeout(done, 25));
    }
  };
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { output: () => text, says, end };
}
