import type { Signals } from '@app/core';
import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

/** Reports once when the collector fails, and once when it works again. */
export class OtlpReportingExporter implements SpanExporter {
  private isUp = true;

  constructor(
    private readonly inner: SpanExporter,
    private readonly signals: Signals,
  ) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.inner.export(spans, (result) => {
      this.note(result);
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.inner.shutdown();
  }

  private note({ code, error }: ExportResult): void {
    const isUp = code === ExportResultCode.SUCCESS;
    if (isUp === this.isUp) return;
    this.isUp = isUp;
    this.signals.stateChanged('traces', isUp ? 'up' : 'down', error);
  }
}
