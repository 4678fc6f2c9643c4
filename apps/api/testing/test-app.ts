import { AccessModule } from '@app/access';
import { HealthModule } from '@app/health';
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from '../src/api.module.js';
import { createApp } from '../src/bootstrap.js';
import { parseEnvironment } from '../src/environment/environment.reader.js';
import { SignalsModule } from '../src/observability/signals.module.js';
import { FakeParts } from './fake-parts.js';

export const ACME = 'acme-key-0123456789-abcdefgh';
export const GLOBEX = 'globex-key-0123456789-abcdef';
export const READER = 'reader-key-0123456789-abcdef';
export const ROOT = 'root-key-0123456789-abcdefgh';

const API_KEYS = [`acme:${ACME}`, `globex:${GLOBEX}`, `acme:${READER}:read`, `acme:${ROOT}:admin`].join(',');

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly parts: FakeParts;
}

/** The whole HTTP side over fake parts, not listening yet. */
export async function testApp(settings: Record<string, string> = {}): Promise<TestApp> {
  const environment = parseEnvironment({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    AUDIT_LOG: 'off',
    API_KEYS,
    ...settings,
  });
  const parts = new FakeParts();
  const { query, cache, llm, embedding } = parts;
  const access = AccessModule.register(environment, cache);
  const health = HealthModule.register({ cache, embedding, access });
  const signals = { ...SignalsModule.register(environment), global: true };
  const api = ApiModule.register(environment, { query, cache, access, llm, health });
  const root: DynamicModule = {
    module: class TestRoot {},
    imports: [signals, query, cache, llm, embedding, health, api],
  };
  return { app: await createApp(root, environment), parts };
}
