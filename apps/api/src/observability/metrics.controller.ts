import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PrometheusController } from '@willsoto/nestjs-prometheus';
import { Registry } from 'prom-client';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { ApiProblems } from '../problems/api-problems.decorator.js';
import { MetricsSource } from './metrics.source.js';

const TEXT = { type: 'string', example: '# HELP ragcache_requests_total …\n' } as const;

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
  @ApiOkResponse({ description: 'In the text format.', content: { 'text/plain': { schema: TEXT } } })
  @ApiProblems('key')
  override index(): Promise<string> {
    return this.source.text();
  }
}
