import { closeSync, constants, openSync, readSync } from 'node:fs';

/** How long to wait for the writer of a pipe. Milliseconds. */
const TIMEOUT_MS = 5_000;
const PAUSE_MS = 10;
/** The largest secret, in bytes. The longest secret is a list of keys with about 100 bytes each. */
const LARGEST = 16_777_216;

/** Reads a file, or a pipe such as `<(command)`. A pipe without a writer, or without an end, does not block the start for ever. */
export function readSecretFile(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return contentsOf(descriptor).toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}

function contentsOf(descriptor: number): Buffer {
  const lastLook = performance.now() + TIMEOUT_MS;
  const buffer = Buffer.alloc(LARGEST + 1);
  for (let length = 0; ;) {
    const read = readSome(descriptor, buffer, length);
    if (read === 0) return buffer.subarray(0, length);
    if (read === undefined && performance.now() > lastLook) throw fault('ETIMEDOUT');
    length += read ?? 0;
    if (length > LARGEST) throw fault('EFBIG');
  }
}

/** `undefined` = nothing is there yet. */
function readSome(descriptor: number, buffer: Buffer, offset: number): number | undefined {
  try {
    return readSync(descriptor, buffer, offset, buffer.length - offset, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    return undefined;
  }
}

function fault(code: string): Error {
  return Object.assign(new Error(code), { code });
}
