import type { Signals } from '@app/core';
import type { TracingEnv } from '../../environment/tracing.env.js';
import { NoTracing, type Tracing } from './tracing.js';

/** Opens tracing to the configured collector. Without one, no module of OpenTelemetry is loaded. */
export async function openTracing(environment: TracingEnv, signals: Signals): Promise<Tracing> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = environment;
  if (!endpoint) return new NoTracing();
  const { OtlpTracing } = await import('./otlp.tracing.js');
  return new OtlpTracing({ ...environment, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, signals);
}
