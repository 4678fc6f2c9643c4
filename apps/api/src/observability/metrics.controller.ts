import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { PrometheusController } from '@willsoto/nestjs-prometheus';
import { Registry } from 'prom-client';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { ApiProblems } from '../documentation/api-problems.decorator.js';
import { MetricsSource } from './metrics.source.js';

/** The metrics of the whole service, for keys with the scope `metrics`. */
@ApiTags('operations')
@Controller()
export class MetricsController extends PrometheusController {
  constructor(@Inject(MetricsSource) private readonly source: MetricsSource) {
    super();
  }

  @Get()
  @RequiresScope('metrics')
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  @ApiOperation({ summary: 'Prometheus metrics' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblems('key')
  override index(): Promise<string> {
    return this.source.text();
  }
}
