import { Statistics } from '@app/cache';
import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { principalOf } from '../request/principal-of.js';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { TakesQuery } from '../contract/query-parameters.js';
import { ApiProblems } from '../problems/api-problems.decorator.js';
import { StatsQuery } from './stats.query.js';
import { StatsResponse, statsResponse } from './stats.response.js';

@ApiTags('memory')
@Controller('api/v1/stats')
export class StatsController {
  constructor(private readonly statistics: Statistics) {}

  @Get()
  @RequiresScope('read')
  @ApiOperation({ summary: 'What memory did for your tenant, by namespace and day' })
  @ApiOkResponse({ type: StatsResponse, description: 'Counts of hits, misses and savings.' })
  @TakesQuery(StatsQuery)
  @ApiProblems('memory')
  async read(@Req() request: FastifyRequest, @Query() { namespace }: StatsQuery): Promise<StatsResponse> {
    const { rows, entries } = await this.statistics.read(principalOf(request).tenant, namespace);
    return statsResponse(rows, entries);
  }
}
