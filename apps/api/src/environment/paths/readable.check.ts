import { open, readdir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PathProblem } from './configured-path.js';
import { pathProblemOf } from './system-errors.js';

const FAILED = "can't be read. Check the path and its permissions";

/** @throws PathProblem. */
export async function checkFileToRead(file: string): Promise<void> {
  const found = await existing(file);
  if (found.isDirectory()) throw new PathProblem(`${FAILED}: it is a folder, not a file`);
  // Opening a pipe without a writer would never return.
  if (!found.isFile()) throw new PathProblem(`${FAILED}: it is a pipe or a device, not a file`);
  try {
    const handle = await open(file, 'r');
    await handle.read(Buffer.alloc(1), 0, 1, 0).finally(() => handle.close());
  } catch (error) {
    throw pathProblemOf(FAILED, error);
  }
}

/** Checks a folder and its JSON files, which are all read at start. Other files are looked up by name. @throws PathProblem. */
export async function checkFolderToRead(folder: string): Promise<void> {
  const found = await existing(folder);
  if (!found.isDirectory()) throw new PathProblem(`${FAILED}: it is a file, not a folder`);
  const names = await readdir(folder).catch((error: unknown) => {
    throw pathProblemOf(FAILED, error);
  });
  for (const name of names.filter((each) => each.endsWith('.json')))
    await checkFileToRead(join(folder, name)).catch(({ message }: Error) => {
      throw new PathProblem(`can't be used, as its ${name} ${message}`);
    });
}

async function existing(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    const target = await readlink(path).catch(() => undefined);
    if (target === undefined) throw pathProblemOf(FAILED, error);
    throw new PathProblem(`${FAILED}: it is a link to ${target}, which can't be reached`);
  }
}
