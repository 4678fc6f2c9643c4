import { performance } from 'node:perf_hooks';
import type { EndedStep, Step, UpstreamCall } from '@app/core';
import {
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { RequestLine } from '../../request/request.line.js';
import type { RequestTrace } from '../../request/request.trace.js';
import { requestAttributes, upstreamAttributes } from './otlp.attributes.js';

/** The span name of each step. The upstream call has a span of its own kind. */
const STEP_NAMES: Readonly<Record<Exclude<Step, 'upstream'>, string>> = {
  exact: 'ragcache.lookup',
  embed: 'ragcache.embed',
  search: 'ragcache.search',
  decide: 'ragcache.decide',
};

const OUTCOMES_OF_OURS: ReadonlySet<string> = new Set(['answered', 'left']);

/** One request as a span, with a child span for each step and for its upstream call. */
export class OtlpRequestTrace implements RequestTrace {
  readonly id: string;
  private readonly span: Span;
  private readonly context: Context;
  /** Epoch milliseconds minus monotonic milliseconds. One offset for the whole trace keeps its spans inside each other. */
  private readonly offset = Date.now() - performance.now();

  private constructor(
    private readonly tracer: Tracer,
    parent: Context,
  ) {
    const startTime = this.offset + performance.now();
    this.span = tracer.startSpan('request', { kind: SpanKind.SERVER, startTime }, parent);
    this.context = trace.setSpan(parent, this.span);
    this.id = this.span.spanContext().traceId;
  }

  /** `undefined` when the sampler does not want this request. */
  static begin(tracer: Tracer, parent: Context): OtlpRequestTrace | undefined {
    const begun = new OtlpRequestTrace(tracer, parent);
    return begun.span.isRecording() ? begun : undefined;
  }

  stepEnded({ step, startedAt, endedAt, hasFailed }: EndedStep): void {
    if (step === 'upstream') return;
    const span = this.child(STEP_NAMES[step], { startedAt, kind: SpanKind.INTERNAL });
    if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(this.offset + endedAt);
  }

  upstreamCalled(call: UpstreamCall): void {
    const { startedAt, endedAt, model, outcome } = call;
    const span = this.child(`chat ${model}`, {
      ...{ startedAt, kind: SpanKind.CLIENT },
      attributes: upstreamAttributes(call),
    });
    if (!OUTCOMES_OF_OURS.has(outcome)) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(this.offset + endedAt);
  }

  end(line: RequestLine): void {
    this.span.updateName(`${line.method} ${line.route}`).setAttributes(requestAttributes(line));
    if (line.status >= 500) this.span.setStatus({ code: SpanStatusCode.ERROR });
    this.span.end(this.offset + performance.now());
  }

  private child(
    name: string,
    { startedAt, kind, attributes }: { startedAt: number; kind: SpanKind; attributes?: Attributes },
  ): Span {
    return this.tracer.startSpan(
      name,
      { kind, attributes, startTime: this.offset + startedAt },
      this.context,
    );
  }
}
