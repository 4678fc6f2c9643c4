import { Purge } from '@app/cache';
import { ModelCatalog } from '@app/llm';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '../audit/audit.log.js';
import { toldTarget } from '../audit/told-target.js';
import { principalOf } from '../auth/principal-of.js';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { BodyPipe } from '../contract/body.pipe.js';
import { ApiProblems } from '../documentation/api-problems.decorator.js';
import { PurgeDto, PurgeResponse } from './purge.dto.js';
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
  @ApiOperation({
    summary: 'Forget answers: all of your tenant, or by namespace, tags, model, question and key',
  })
  @ApiOkResponse({ type: PurgeResponse })
  @ApiProblems('order')
  async run(
    @Body(new BodyPipe(PurgeDto)) body: PurgeDto,
    @Req() request: FastifyRequest,
  ): Promise<PurgeResponse> {
    const { tenant, keyId } = principalOf(request);
    const purged = await this.purge.run(toPurgeOrder(body, tenant, this.catalog));
    const who = { tenant, by: keyId, requestId: request.id };
    const receipt = await this.audit.record({
      ...{ action: 'purge', ...who, target: toldTarget({ ...body }), result: { purged } },
    });
    return { purged, receipt };
  }
}
