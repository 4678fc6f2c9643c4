import { HealthReporter, Readiness } from '@app/health';
import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '../problems/api-problems.decorator.js';
import { HealthResponse, LiveResponse, ReadyResponse } from './health.response.js';

/** Health routes for probes and dashboards. They need no key and reveal no secrets. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly reporter: HealthReporter,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Whether the process answers at all', security: [] })
  @ApiOkResponse({ type: LiveResponse, description: 'It does.' })
  @ApiProblems('open')
  live(): LiveResponse {
    return { status: 'alive' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Whether the process wants traffic', security: [] })
  @ApiOkResponse({ type: ReadyResponse, description: 'It does.' })
  @ApiProblems('open')
  @ApiResponse({ status: 503, type: ReadyResponse, description: 'Starting or draining.' })
  ready(@Res({ passthrough: true }) reply: FastifyReply): ReadyResponse {
    const { state } = this.readiness;
    if (state !== 'ready') reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: state };
  }

  @Get()
  @ApiOperation({ summary: 'Which parts work; 200 even when some do not', security: [] })
  @ApiOkResponse({ type: HealthResponse, description: 'Part by part.' })
  @ApiProblems('open')
  health(): Promise<HealthResponse> {
    return this.reporter.read();
  }
}
