import { Readiness } from '@app/health';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { until } from '../../../test/support/timing.js';
import { AppModule } from '../src/app.module.js';
import { createApp } from '../src/bootstrap.js';
import { parseEnvironment } from '../src/environment/environment.reader.js';

const IN_MEMORY = { ENTRY_STORE: 'memory', VECTOR_INDEX: 'memory', SOURCE_REGISTRY: 'memory' };

/**
 * The whole service in this process, as a developer starts it, ready but not listening. It forgets everything at its end.
 * @param settings upstreams and keys above all.
 */
export async function realApp(settings: Readonly<Record<string, string>>): Promise<NestFastifyApplication> {
  const environment = parseEnvironment({
    ...{ NODE_ENV: 'development', LOG_LEVEL: 'silent', AUDIT_LOG: 'off', SEMANTIC_MODE: 'off' },
    ...IN_MEMORY,
    ...settings,
  });
  const app = await createApp(AppModule.register(environment), environment);
  await until(() => app.get(Readiness).state === 'ready');
  return app;
}
