import { Purge } from '@app/cache';
import { RagCacheError } from '@app/core';
import { ModelCatalog } from '@app/llm';
import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, purgeResult, redactedTarget } from '../audit/audit.facts.js';
import { AuditLog } from '../audit/audit.log.js';
import { principalOf } from '../request/principal-of.js';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { BodyPipe } from '../contract/body.pipe.js';
import { ApiProblems } from '../problems/api-problems.decorator.js';
import { ApiPurge } from './api-purge.decorator.js';
import { toPurgeOrder } from './purge-order.mapper.js';
import { PURGE_NUMBER, PurgeNumberPipe } from './purge-number.pipe.js';
import { PurgeDto } from './purge.dto.js';
import { purgeReceipt, PurgeReceiptResponse, purgeResponse, type PurgeResponse } from './purge.response.js';

/** Purges answers, and shows the receipts of purges. */
@ApiTags('memory')
@Controller('api/v1')
export class PurgeController {
  constructor(
    private readonly purge: Purge,
    private readonly catalog: ModelCatalog,
    private readonly audit: AuditLog,
  ) {}

  @Post('purge')
  @HttpCode(200)
  @RequiresScope('purge')
  @ApiPurge()
  async run(
    @Body(new BodyPipe(PurgeDto)) body: PurgeDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PurgeResponse> {
    const actor = actorOf(request);
    const purge = await this.purge.run(toPurgeOrder(body, actor, this.catalog));
    const record = { ...actor, target: redactedTarget({ ...body }), result: purgeResult(purge) };
    const receipt = await this.audit.record({ action: 'purge', ...record });
    if (!purge.isDurable) reply.status(202);
    return purgeResponse(purge, receipt);
  }

  @Get('purges/:number')
  @RequiresScope('purge')
  @ApiParam({
    name: 'number',
    description: "A purge's number; another tenant's, and one that is long forgotten, is a 404.",
    schema: { type: 'string', pattern: PURGE_NUMBER.source },
    example: '1796000000000',
  })
  @ApiOperation({ summary: 'What a purge named, and how far house-keeping has come behind it' })
  @ApiOkResponse({ type: PurgeReceiptResponse, description: 'The purge.' })
  @ApiProblems('entry')
  async find(
    @Param('number', PurgeNumberPipe) number: number,
    @Req() request: FastifyRequest,
  ): Promise<PurgeReceiptResponse> {
    const found = await this.purge.find(principalOf(request).tenant, number);
    if (!found) throw new RagCacheError('not_found', 'There is no purge with this number.');
    return purgeReceipt(found);
  }
}
