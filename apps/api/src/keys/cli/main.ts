import 'reflect-metadata';
import { RagCacheError, SettingError, SystemClock } from '@app/core';
import { EnvironmentError } from '../../environment/environment.error.js';
import { readEnvironment } from '../../environment/environment.reader.js';
import { keyPathsOf } from '../../environment/paths/configured-paths.js';
import { checkPaths } from '../../environment/paths/check-paths.js';
import { readCommand, USAGE, UsageError } from './keys.command.js';
import { openKeys } from './open-keys.js';
import { runCommand } from './run-command.js';

const voice = { result: console.log, note: console.error };

/** Makes, lists and revokes stored keys, in the store that a service with the same environment uses. */
async function main(): Promise<void> {
  const command = readCommand(process.argv.slice(2));
  if (command.name === 'help') return voice.result(USAGE);
  const clock = new SystemClock();
  const environment = await readEnvironment();
  await checkPaths(keyPathsOf(environment));
  const { keys, close } = await openKeys(environment, clock);
  try {
    await runCommand(command, { keys, clock, voice });
  } finally {
    await close();
  }
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  if (error instanceof UsageError) return console.error(`${error.message}\n${USAGE}`);
  const isTold = [RagCacheError, SettingError, EnvironmentError].some((kind) => error instanceof kind);
  console.error(isTold ? (error as Error).message : error);
});
