import 'reflect-metadata';
import { IsNumber, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';

const HTTP_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };
const RATIO = { message: 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1' };

/** Settings for traces, under the names that OpenTelemetry gives them. */
export class TracingEnv {
  /** Address of an OTLP collector that accepts JSON over HTTP; the service adds `/v1/traces`. Unset = no traces. */
  @IsOptional()
  @IsUrl(HTTP_URL, {
    message: 'OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https URL, e.g. http://127.0.0.1:4318.',
  })
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  /** Headers that the collector needs, such as its key. */
  @IsOptional()
  @Matches(/^[\x21-\x3c\x3e-\x7e]+=[\x20-\x7e]+$/, {
    message: 'OTEL_EXPORTER_OTLP_HEADERS must be name=value, comma-separated.',
  })
  OTEL_EXPORTER_OTLP_HEADERS?: string;

  /** Name of this service in traces. */
  @IsString()
  @MinLength(1)
  OTEL_SERVICE_NAME: string = 'ragcache';

  /** Share of requests that are traced. A caller that sends its own trace decides for its requests. */
  @IsNumber({}, RATIO)
  @Min(0, RATIO)
  @Max(1, RATIO)
  OTEL_TRACES_SAMPLER_ARG: number = 1;
}
