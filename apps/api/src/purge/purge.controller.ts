import { Purge } from '@app/cache';
import { ModelCatalog } from '@app/llm';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { askerOf } from '../audit/asker.js';
import { AuditLog } from '../audit/audit.log.js';
import { toldTarget } from '../audit/told-target.js';
import { principalOf } from '../auth/principal-of.js';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { BodyPipe } from '../contract/body.pipe.js';
import { ApiPurge } from './api-purge.decorator.js';
import { PurgeDto, type PurgeResponse } from './purge.dto.js';
import { toPurgeOrder } from './purge-order.mapper.js';

@ApiTags('memory')
@Controller('api/v1/purge')
export class PurgeController {
  constructor(
    private readonly purge: Purge,
    private readonly catalog: ModelCatalog,
    private readonly audit: AuditLog,
  ) {}

  @Post()
  @HttpCode(200)
  @RequiresScope('purge')
  @ApiPurge()
  async run(
    @Body(new BodyPipe(PurgeDto)) body: PurgeDto,
    @Req() request: FastifyRequest,
  ): Promise<PurgeResponse> {
    const purged = await this.purge.run(toPurgeOrder(body, principalOf(request).tenant, this.catalog));
    const purge = { ...askerOf(request), target: toldTarget({ ...body }), result: { purged } };
    const receipt = await this.audit.record({ action: 'purge', ...purge });
    return { purged, receipt };
  }
}
