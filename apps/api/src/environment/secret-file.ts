import { closeSync, constants, openSync, readSync } from 'node:fs';

/** A pipe's writer has so long. Milliseconds. */
const TIMEOUT_MS = 5_000;
const PAUSE_MS = 10;
/** Bytes. The longest is a list of keys, some 100 bytes each; more is no secret. */
const LARGEST = 16_777_216;

/** Reads a file, or a pipe as `<(command)` gives one; a pipe that nobody writes to, or never ends, does not hold the start. */
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
