import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Runtime } from './runtime.js';

/** A client in a process and a language of its own. It does one task at a time. */
export class ClientProgram {
  private readonly lines: AsyncIterator<string>;
  private complaints = '';

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.on('data', (piece: Buffer) => (this.complaints += piece.toString()));
    // What is written to a program that has ended; `run` says so.
    child.stdin.on('error', () => undefined);
  }

  /** @param script its path inside the runtime's folder. */
  static start({ program, folder }: Runtime, script: string): ClientProgram {
    return new ClientProgram(spawn(program, [script], { cwd: folder }));
  }

  /** @throws Error with the client's own words when the task fails or the program ends. */
  async run<Result>(task: string, input: unknown = {}): Promise<Result> {
    this.child.stdin.write(`${JSON.stringify({ task, input })}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`The client program has ended. ${this.complaints}`);
    const outcome = JSON.parse(value) as { result: Result; error?: string };
    if (outcome.error !== undefined) throw new Error(outcome.error);
    return outcome.result;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.stdin.end();
    await ended;
  }
}
