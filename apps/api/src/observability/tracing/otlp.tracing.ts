import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Signals } from '@app/core';
import { ROOT_CONTEXT, trace, type Context, type Tracer } from '@opentelemetry/api';
import { parseKeyPairsIntoRecord, parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { VERSION } from '../../environment/version.js';
import type { RequestTrace } from '../../request/request.trace.js';
import { OtlpRequestTrace } from './otlp.request-trace.js';
import { OtlpReportingExporter } from './otlp.reporting-exporter.js';
import type { TracingEnv } from '../../environment/tracing.env.js';
import { Tracing } from './tracing.js';

export type OtlpSettings = TracingEnv & { readonly OTEL_EXPORTER_OTLP_ENDPOINT: string };

const SEND_MS = 5_000;
/** How long the end of the process waits for a collector. Milliseconds. */
const CLOSE_MS = 2_000;

/** Sends traces by OTLP over HTTP. Spans that the collector does not take in time are dropped. */
export class OtlpTracing extends Tracing {
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;

  constructor(settings: OtlpSettings, signals: Signals) {
    super();
    const exporter = new OtlpReportingExporter(exporterOf(settings), signals);
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({
        'service.name': settings.OTEL_SERVICE_NAME,
        'service.version': VERSION,
      }),
      sampler: new ParentBasedSampler({
        root: new TraceIdRatioBasedSampler(settings.OTEL_TRACES_SAMPLER_ARG),
      }),
      spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: SEND_MS })],
    });
    this.tracer = this.provider.getTracer('ragcache', VERSION);
  }

  begin(headers: IncomingHttpHeaders): RequestTrace | undefined {
    return OtlpRequestTrace.begin(this.tracer, callersContext(headers['traceparent']));
  }

  async close(): Promise<void> {
    const closed = this.provider.shutdown().catch(() => undefined);
    await Promise.race([closed, wait(CLOSE_MS, undefined, { ref: false })]);
  }
}

function exporterOf(settings: OtlpSettings): OTLPTraceExporter {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers } = settings;
  return new OTLPTraceExporter({
    url: new URL('v1/traces', endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href,
    headers: parseKeyPairsIntoRecord(headers),
    timeoutMillis: SEND_MS,
  });
}

/** The trace of the caller. Its `tracestate` is left out, because it holds free text. */
function callersContext(traceparent: string | string[] | undefined): Context {
  const parent = typeof traceparent === 'string' ? parseTraceParent(traceparent) : null;
  return parent ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true }) : ROOT_CONTEXT;
}
