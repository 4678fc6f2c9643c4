import cluster from 'node:cluster';
import { Clock, Signals, SystemClock } from '@app/core';
import { type DynamicModule, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import { Registry } from 'prom-client';
import type { Environment } from '../environment/environment.js';
import { BodyInterceptors } from '../request/body.interceptors.js';
import { InFlight } from '../request/request.observer.js';
import { ClusterMetrics } from './cluster.metrics.js';
import { EventLoopLag } from './event-loop.lag.js';
import { loggerParams } from './logger.params.js';
import { LoggingInterceptor } from './logging.interceptor.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsInterceptor } from './metrics.interceptor.js';
import { MetricsSource, ProcessMetrics } from './metrics.source.js';
import { addBuildInfo, addInFlight } from './process.gauges.js';
import { PrometheusSignals } from './prometheus.signals.js';
import { RequestMetrics } from './request.metrics.js';
import { RequestRecorder } from './request.recorder.js';
import { ServiceLogger } from './service.logger.js';
import { openTracing } from './tracing/open-tracing.js';
import { Tracing } from './tracing/tracing.js';

const INTERCEPTORS: Provider = {
  provide: BodyInterceptors,
  useFactory: () => new BodyInterceptors([new LoggingInterceptor(), new MetricsInterceptor()]),
};

const LOG: Provider = {
  provide: ServiceLogger,
  inject: [PinoLogger],
  useFactory: (logger: PinoLogger) => new ServiceLogger(logger, {}),
};

/** The providers that need the registry and no settings. */
const METRICS: Provider[] = [
  {
    provide: MetricsSource,
    inject: [Registry],
    useFactory: (registry: Registry) =>
      cluster.isWorker ? new ClusterMetrics(registry) : new ProcessMetrics(registry),
  },
  {
    provide: RequestMetrics,
    inject: [Registry],
    useFactory: (registry: Registry) => new RequestMetrics(registry),
  },
  {
    provide: Signals,
    inject: [Registry, PinoLogger],
    useFactory: (registry: Registry, logger: PinoLogger) => new PrometheusSignals(registry, logger),
  },
];

/** The clock, the log and the metrics. Each application has a metrics registry of its own. */
@Module({})
export class SignalsModule implements OnApplicationShutdown {
  constructor(private readonly tracing: Tracing) {}

  static register(environment: Environment): DynamicModule {
    const [registry, inFlight] = [new Registry(), new InFlight()];
    addBuildInfo(registry);
    addInFlight(registry, inFlight);
    return {
      module: SignalsModule,
      imports: [LoggerModule.forRoot(loggerParams(environment)), ...metricsRoute(environment, registry)],
      providers: [
        { provide: Registry, useValue: registry },
        { provide: InFlight, useValue: inFlight },
        { provide: Clock, useClass: SystemClock },
        LOG,
        ...[
          RequestRecorder,
          INTERCEPTORS,
          tracing(environment),
          ...METRICS,
          ...eventLoopLag(environment, registry),
        ],
      ],
      exports: [ServiceLogger, InFlight, RequestRecorder, BodyInterceptors, Clock, Signals, MetricsSource],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.tracing.close();
  }
}

function tracing(environment: Environment): Provider {
  return {
    provide: Tracing,
    inject: [Signals],
    useFactory: (signals: Signals) => openTracing(environment, signals),
  };
}

function eventLoopLag({ ENABLE_METRICS }: Environment, registry: Registry): Provider[] {
  return ENABLE_METRICS ? [{ provide: EventLoopLag, useFactory: () => new EventLoopLag(registry) }] : [];
}

function metricsRoute({ ENABLE_METRICS }: Environment, register: Registry): DynamicModule[] {
  if (!ENABLE_METRICS) return [];
  const defaultMetrics = { enabled: true, config: { register } };
  return [PrometheusModule.register({ controller: MetricsController, defaultMetrics })];
}
