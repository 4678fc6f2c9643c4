import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readlink, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PathProblem } from './configured-path.js';
import { codeOf, pathProblemOf } from './system-errors.js';

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;
/** One page, because a full disk may still take a byte. */
const PAGE = Buffer.alloc(4_096);

/** Makes the folder if it is missing and writes to it. @throws PathProblem. */
export async function checkFolderToWrite(folder: string, files: readonly string[] = []): Promise<void> {
  await findOrMake(folder);
  await writeAndRemove(join(folder, `.ragcache-trial-${randomUUID()}`)).catch((error: unknown) => {
    throw pathProblemOf("can't be written", error);
  });
  for (const file of files) await checkExisting(join(folder, file), `can't be used, as its ${file} `);
}

/** @throws PathProblem. */
export async function checkFileToWrite(file: string): Promise<void> {
  const folder = dirname(file);
  await checkFolderToWrite(folder).catch(({ message }: Error) => {
    throw new PathProblem(`can't be written, as its folder ${message}`);
  });
  await checkExisting(file);
}

/** Does not use `mkdir` with `recursive`, which never returns on a file system that takes no folders, such as /proc. */
async function findOrMake(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => unlessMissing(error));
  if (found?.isDirectory()) return;
  if (found) throw new PathProblem('is a file');
  const target = await readlink(folder).catch(() => undefined);
  if (target !== undefined) throw new PathProblem(`is a link to ${target}, which does not exist`);
  await findOrMake(dirname(folder)).catch(({ message }: Error) => {
    throw new PathProblem(
      message.startsWith("can't be created") ? message : `can't be created: ${dirname(folder)} ${message}`,
    );
  });
  await make(folder);
}

async function make(folder: string): Promise<void> {
  try {
    await mkdir(folder, PRIVATE_FOLDER);
  } catch (error) {
    // Another process was faster.
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) !== 'ENOENT') throw pathProblemOf("can't be created", error);
    throw new PathProblem(`can't be created: ${dirname(folder)} takes no folders`);
  }
}

function unlessMissing(error: unknown): undefined {
  if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error))) throw pathProblemOf("can't be entered", error);
}

async function writeAndRemove(file: string): Promise<void> {
  const handle = await open(file, 'wx', PRIVATE_FILE);
  try {
    await handle.write(PAGE);
    // Some disks tell only now that they are full.
    await handle.datasync();
  } finally {
    await handle.close();
    await rm(file, { force: true });
  }
}

/** An existing path must be a writable file. Devices and pipes are not opened, because opening them may have effects. */
async function checkExisting(file: string, subject = ''): Promise<void> {
  const found = await stat(file).catch((error: unknown) => unlessMissing(error));
  if (!found) return;
  if (found.isDirectory()) throw new PathProblem(`${subject}is a folder`);
  if (!found.isFile()) return;
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r+');
  } catch (error) {
    throw pathProblemOf(`${subject}can't be written`, error);
  } finally {
    await handle?.close();
  }
}
