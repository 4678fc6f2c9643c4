import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Only the owner may read and write the file. */
const MODE = 0o600;
/** Longer than any line. The whole log may not fit in memory. */
const TAIL_BYTES = 65_536;

/** An append-only file of lines. */
export class AuditFile {
  private constructor(
    private readonly handle: FileHandle,
    /** The last line when the file was opened; empty when there was none. */
    readonly lastLine: string,
  ) {}

  /** Opens the file for appending. If a crash left half a line, a line break ends it, and verifying the log finds it. */
  static async open(path: string): Promise<AuditFile> {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'a+', MODE);
    try {
      const tail = await tailOf(handle);
      if (tail !== '' && !tail.endsWith('\n')) await handle.appendFile('\n');
      return new AuditFile(handle, tail.split('\n').findLast((line) => line !== '') ?? '');
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Resolves when the text is on disk. */
  async append(text: string): Promise<void> {
    await this.handle.appendFile(text);
    await this.handle.datasync();
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

async function tailOf(handle: FileHandle): Promise<string> {
  const { size } = await handle.stat();
  const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
  await handle.read(tail, 0, tail.length, size - tail.length);
  return tail.toString('utf8');
}
