import { EntryDirectory } from '@app/cache';
import { RagCacheError } from '@app/core';
import { Controller, Delete, Get, HttpCode, Param, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, purgeResult } from '../audit/audit.facts.js';
import { AuditLog } from '../audit/audit.log.js';
import { principalOf } from '../request/principal-of.js';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { ENTRY_ID, EntryIdPipe } from '../contract/entry-id.js';
import { ApiProblems } from '../problems/api-problems.decorator.js';
import { PURGE_HEADER, purgeResponse, PurgeResponse, UNCONFIRMED } from '../purge/purge.response.js';
import { EntryResponse, entryResponse } from './entry.response.js';

/** Single stored answers. Entries of other tenants are 404. */
@ApiTags('memory')
@ApiParam({
  name: 'id',
  description: 'An id of another form names nothing: 404.',
  schema: { type: 'string', pattern: ENTRY_ID.source },
  example: '01K4ZB3N8T8Q0W6J7V2M5C9XRD',
})
@Controller('api/v1/entries')
export class EntriesController {
  constructor(
    private readonly directory: EntryDirectory,
    private readonly audit: AuditLog,
  ) {}

  @Get(':id')
  @RequiresScope('read')
  @ApiOperation({ summary: 'One remembered answer' })
  @ApiOkResponse({ type: EntryResponse, description: 'The answer and what is known of it.' })
  @ApiProblems('entry')
  async find(@Param('id', EntryIdPipe) id: string, @Req() request: FastifyRequest): Promise<EntryResponse> {
    const found = await this.directory.find(principalOf(request).tenant, id);
    return entryResponse(found ?? noSuchEntry());
  }

  @Delete(':id')
  @HttpCode(204)
  @RequiresScope('purge')
  @ApiOperation({ summary: 'Forget one answer: a purge of this id' })
  @ApiNoContentResponse({ description: 'Forgotten, whether it was found or not.' })
  @ApiAcceptedResponse({ type: PurgeResponse, description: UNCONFIRMED })
  @ApiProblems('removal')
  async remove(
    @Param('id', EntryIdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PurgeResponse | undefined> {
    const actor = actorOf(request);
    const purge = await this.directory.remove(actor.tenant, id, actor.by);
    if (!purge) return noSuchEntry();
    reply.header(PURGE_HEADER, purge.number);
    const deletion = { ...actor, target: { entry: id }, result: purgeResult(purge) };
    const receipt = await this.audit.record({ action: 'entry.delete', ...deletion });
    if (purge.isDurable) return undefined;
    reply.status(202);
    return purgeResponse(purge, receipt);
  }
}

function noSuchEntry(): never {
  throw new RagCacheError('not_found', 'There is no entry with this id.');
}
