import './request/fastify.augmentation.js';
import cluster from 'node:cluster';
import { Readiness } from '@app/health';
import { type DynamicModule, Logger as Log } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { authenticateBeforeBody } from './auth/pre-body.checks.js';
import { RequestAuthenticator } from './auth/request.authenticator.js';
import { raiseBodyLimit } from './drop-in/body-limit.js';
import { serveDocumentation } from './documentation/serve-documentation.js';
import type { Environment } from './environment/environment.js';
import { warningsOf } from './environment/warnings.js';
import { addInterceptors, BodyInterceptors } from './request/body.interceptors.js';
import { allowOrigins } from './http/cors.js';
import { addHeadRoutes } from './http/head-routes.js';
import { createHttpAdapter } from './http/http.adapter.js';
import { addRequestHooks } from './http/request.hooks.js';
import { RouteTable } from './http/route-table.js';
import { Admission } from './limits/admission.js';
import { RequestRecorder } from './observability/request.recorder.js';
import { ServiceLogger } from './observability/service.logger.js';

/** Builds the service, ready to listen. Rejects when a part can't start. */
export async function createApp(
  root: DynamicModule,
  environment: Environment,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(root, createHttpAdapter(environment), {
    bodyParser: false,
    bufferLogs: true,
    autoFlushLogs: false,
    abortOnError: false,
  });
  app.useLogger(app.get(ServiceLogger));
  app.flushLogs();
  await configureHttp(app, environment);
  await app.init();
  return app;
}

async function configureHttp(app: NestFastifyApplication, environment: Environment): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  addRequestHooks(fastify, { observer: app.get(RequestRecorder), readiness: app.get(Readiness) });
  addInterceptors(fastify, app.get(BodyInterceptors));
  app.get(RouteTable).listen(fastify);
  addHeadRoutes(fastify);
  raiseBodyLimit(fastify, environment.DROP_IN_BODY_LIMIT);
  await allowOrigins(fastify, environment.CORS_ORIGINS);
  authenticateBeforeBody(fastify, {
    authenticator: app.get(RequestAuthenticator),
    admission: app.get(Admission),
  });
  if (environment.NODE_ENV === 'development') serveDocumentation(app);
}

/** Listens and logs the address. From here on a signal stops the service gracefully. */
export async function serve(app: NestFastifyApplication, environment: Environment): Promise<void> {
  app.enableShutdownHooks(undefined, { useProcessExit: true });
  // Nest removes its listeners just before it exits. Without these, a second signal would kill the process.
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => undefined);
  await app.listen(environment.PORT, environment.HOST);
  const log = new Log('RAGCache');
  const url = await app.getUrl();
  log.log(`listening on ${url}`);
  if (environment.NODE_ENV === 'development') log.log(`the API to read and to try: ${url}/docs`);
  // The process that forks workers logs the warnings once for all of them.
  if (cluster.isPrimary) for (const warning of warningsOf(environment)) log.warn(warning);
}
