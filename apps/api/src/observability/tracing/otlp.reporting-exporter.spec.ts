import { RecordingSignals } from '@app/core/testing';
import { ExportResultCode } from '@opentelemetry/core';
import { OtlpReportingExporter } from './otlp.reporting-exporter.js';

describe('OtlpReportingExporter', () => {
  it('tells once when the collector is gone, and once when it is back', () => {
    const signals = new RecordingSignals();
    const { SUCCESS, FAILED } = ExportResultCode;
    const results = [SUCCESS, FAILED, FAILED, SUCCESS, SUCCESS];
    const pending = [...results];
    const exporter = new OtlpReportingExporter(
      { export: (_, done) => done({ code: pending.shift()! }), shutdown: async () => {} },
      signals,
    );
    const passedOn: number[] = [];
    for (let batch = 0; batch < results.length; batch++)
      exporter.export([], ({ code }) => passedOn.push(code));
    expect(passedOn).toEqual(results);
    expect(signals.states).toEqual(['traces:down', 'traces:up']);
  });
});
