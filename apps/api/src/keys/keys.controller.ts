import { KEY_ID } from '@app/access';
import { RagCacheError } from '@app/core';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../audit/audit.facts.js';
import { principalOf } from '../request/principal-of.js';
import { RequiresScope } from '../auth/requires-scope.decorator.js';
import { BodyPipe } from '../contract/body.pipe.js';
import { ApiProblems } from '../problems/api-problems.decorator.js';
import { AuditedKeys, type Administrator } from './audited-keys.js';
import { CreateKeyDto } from './create-key.dto.js';
import { toKeyOrder } from './key-order.mapper.js';
import { IssuedKeyResponse, issuedKeyResponse, KeysResponse, keysResponse } from './key.response.js';

/** Stored keys of all tenants. */
@ApiTags('keys')
@Controller('api/v1/keys')
export class KeysController {
  constructor(private readonly keys: AuditedKeys) {}

  @Post()
  @RequiresScope('admin')
  @ApiOperation({ summary: 'Make a key for a tenant; it is shown this once' })
  @ApiCreatedResponse({ type: IssuedKeyResponse })
  @ApiProblems('key order')
  async create(
    @Body(new BodyPipe(CreateKeyDto)) body: CreateKeyDto,
    @Req() request: FastifyRequest,
  ): Promise<IssuedKeyResponse> {
    return issuedKeyResponse(await this.keys.issue(toKeyOrder(body), administratorOf(request)));
  }

  @Get()
  @RequiresScope('admin')
  @ApiOperation({ summary: 'The keys of all tenants, without their secrets' })
  @ApiOkResponse({ type: KeysResponse })
  @ApiProblems('keys')
  async list(): Promise<KeysResponse> {
    return keysResponse(await this.keys.list());
  }

  @Delete(':id')
  @HttpCode(204)
  @RequiresScope('admin')
  @ApiParam({ name: 'id', example: '0K2m9XcQbT4vLw8Zr' })
  @ApiOperation({ summary: 'Revoke a key: every replica obeys within 5 seconds' })
  @ApiNoContentResponse({ description: 'Revoked.' })
  @ApiProblems('stored key')
  async revoke(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    const isThere = KEY_ID.test(id) && (await this.keys.revoke(id, administratorOf(request)));
    if (!isThere) throw new RagCacheError('not_found', 'There is no key with this id.');
  }
}

function administratorOf(request: FastifyRequest): Administrator {
  return { principal: principalOf(request), actor: actorOf(request) };
}
