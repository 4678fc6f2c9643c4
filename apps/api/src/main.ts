import 'reflect-metadata';
import cluster from 'node:cluster';
import { inspect } from 'node:util';
import { SettingError } from '@app/core';
import { AppModule } from './app.module.js';
import { createApp, serve } from './bootstrap.js';
import { EnvironmentError } from './environment/environment.error.js';
import { readEnvironment } from './environment/environment.reader.js';
import { configuredPathsOf } from './environment/paths/configured-paths.js';
import { UnresponsivePathError, checkPaths } from './environment/paths/check-paths.js';
import { supervise } from './workers/supervise.js';

async function main(): Promise<void> {
  const environment = await readEnvironment();
  await checkPaths(configuredPathsOf(environment));
  if (environment.API_WORKERS > 1 && cluster.isPrimary) process.exit(await supervise(environment));
  await serve(await createApp(AppModule.register(environment), environment), environment);
}

main().catch((error: unknown) => {
  // The operator can correct a wrong setting, so its text is enough. For any other error the stack is printed as well.
  const text = error instanceof SettingError ? error.message : inspect(error);
  console.error(error instanceof EnvironmentError ? error.message : `RAGCache can't start: ${text}`);
  // `process.exit` waits for system calls that have not returned; only a signal does not.
  if (error instanceof UnresponsivePathError) process.kill(process.pid, 'SIGKILL');
  process.exit(1);
});
