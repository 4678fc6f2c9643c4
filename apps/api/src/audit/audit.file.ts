import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Only its owner reads and writes it. */
const MODE = 0o600;
/** Longer than any line: the log itself may be larger than what memory takes. */
const TAIL_BYTES = 65_536;

/** A file of lines that only grows. */
export class AuditFile {
  private constructor(
    private readonly handle: FileHandle,
    /** As it was when the file was opened; empty when there was none. */
    readonly lastLine: string,
  ) {}

  /** What a crash left of a line is followed by a new one, and found by whoever verifies. */
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
