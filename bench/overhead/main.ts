import 'reflect-metadata';
import { Readiness } from '@app/health';
import { AppModule } from '../../apps/api/src/app.module.js';
import { createApp, serve } from '../../apps/api/src/bootstrap.js';
import { parseEnvironment } from '../../apps/api/src/environment/environment.reader.js';
import { replaceProviders } from './replace-providers.js';
import { standInsFor, type Part } from './stand-ins.js';

/** What the parent process passes as the one argument, in JSON. */
export interface OverheadSetup {
  readonly environment: Readonly<Record<string, string>>;
  readonly without: readonly Part[];
}

const LOOK_EVERY_MS = 25;

async function main({ environment: settings, without }: OverheadSetup): Promise<void> {
  const environment = parseEnvironment(settings);
  const root = replaceProviders(AppModule.register(environment), standInsFor(without));
  const app = await createApp(root, environment);
  await serve(app, environment);
  while (app.get(Readiness).state !== 'ready') await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
  process.send?.({ url: await app.getUrl() });
  process.on('disconnect', () => void app.close().then(() => process.exit(0)));
}

void main(JSON.parse(process.argv[2] ?? '{}') as OverheadSetup);
