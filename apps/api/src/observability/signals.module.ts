import cluster from 'node:cluster';
import { Clock, Signals, SystemClock } from '@app/core';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import { Gauge, Registry } from 'prom-client';
import type { Environment } from '../environment/environment.js';
import { BodyInterceptors } from '../http/body.interceptors.js';
import { InFlight } from '../http/in-flight.js';
import { loggerParams } from './logger.params.js';
import { LoggingInterceptor } from './logging.interceptor.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsInterceptor } from './metrics.interceptor.js';
import { MetricsSource, OwnMetrics } from './metrics.source.js';
import { PrometheusSignals } from './prometheus.signals.js';
import { RequestMetrics } from './request.metrics.js';
import { RequestRecorder } from './request.recorder.js';
import { VERSION } from '../version.js';
import { PooledMetrics } from '../workers/pooled.metrics.js';

/** What watches requests. */
const REQUESTS = [InFlight, RequestRecorder];

const INTERCEPTORS: Provider = {
  provide: BodyInterceptors,
  useFactory: () => new BodyInterceptors([new LoggingInterceptor(), new MetricsInterceptor()]),
};

/** Time, and where everything reports: metrics in a registry of this application's own, and the log. */
@Module({})
export class SignalsModule {
  static register(environment: Environment): DynamicModule {
    const registry = new Registry();
    addBuildInfo(registry);
    return {
      module: SignalsModule,
      imports: [LoggerModule.forRoot(loggerParams(environment)), ...metricsRoute(environment, registry)],
      providers: [...REQUESTS, INTERCEPTORS, { provide: Clock, useClass: SystemClock }, ...metrics(registry)],
      exports: [...REQUESTS, BodyInterceptors, Clock, Signals, MetricsSource],
    };
  }
}

function metrics(registry: Registry): Provider[] {
  return [
    {
      provide: MetricsSource,
      useFactory: () => (cluster.isWorker ? new PooledMetrics(registry) : new OwnMetrics(registry)),
    },
    { provide: RequestMetrics, useFactory: () => new RequestMetrics(registry) },
    {
      provide: Signals,
      inject: [PinoLogger],
      useFactory: (logger: PinoLogger) => new PrometheusSignals(registry, logger),
    },
  ];
}

function metricsRoute({ ENABLE_METRICS }: Environment, register: Registry): DynamicModule[] {
  if (!ENABLE_METRICS) return [];
  const defaultMetrics = { enabled: true, config: { register } };
  return [PrometheusModule.register({ controller: MetricsController, defaultMetrics })];
}

function addBuildInfo(registry: Registry): void {
  const help = 'Always 1; the labels say what runs.';
  const labelNames = ['version', 'node'];
  const aggregator = 'first';
  const info = new Gauge({
    name: 'ragcache_build_info',
    help,
    labelNames,
    aggregator,
    registers: [registry],
  });
  info.set({ version: VERSION, node: process.version }, 1);
}
