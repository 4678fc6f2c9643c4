import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { PrometheusController } from '@willsoto/nestjs-prometheus';
import { Registry } from 'prom-client';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { ApiProblems } from '../documentation/api-problems.decorator.js';

/** The metrics of this process, for keys with the scope `metrics`. */
@ApiTags('operations')
@Controller()
export class MetricsController extends PrometheusController {
  constructor(@Inject(Registry) private readonly registry: Registry) {
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
    return this.registry.metrics();
  }
}
