import { PROVIDERS, type ProviderName } from '@app/core';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsNumber, Max, Min } from 'class-validator';
import { ApiField } from '../contract/api-field.decorator.js';
import { CodePoints } from '../contract/code-points.decorator.js';
import { MayBeAbsent } from '../contract/may-be-absent.decorator.js';
import { Nested } from '../contract/nested.decorator.js';
import { CacheDto } from '../directives/cache.dto.js';
import { ContextDto } from './context.dto.js';
import { Namespace } from '../contract/namespace.js';

/** The body of `POST /api/v1/query`. Absent members have the configured defaults; `null` is refused. */
export class QueryDto {
  @ApiField({ example: 'How long do refunds take?', description: 'White space at its ends does not count.' })
  @CodePoints({ min: 1, max: 10_000, trimmed: true })
  query!: string;

  @ApiField({ example: 'openai' })
  @MayBeAbsent()
  @IsIn(PROVIDERS)
  provider?: ProviderName;

  @ApiField({ example: 'gpt-4o-mini', description: 'A model or an alias.' })
  @MayBeAbsent()
  @CodePoints({ min: 1, max: 128 })
  model?: string;

  @ApiField({ example: 512 })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(4000)
  max_tokens?: number;

  @ApiField({ example: 0.2, description: 'At most 1 with provider anthropic.' })
  @MayBeAbsent()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;

  @ApiField({ default: true, description: 'false = neither read from memory nor write to it.' })
  @MayBeAbsent()
  @IsBoolean()
  use_cache?: boolean;

  @ApiField({ example: 'Answer in one sentence.' })
  @MayBeAbsent()
  @CodePoints({ min: 0, max: 100_000 })
  system?: string;

  @ApiField({ description: 'Passages to answer from.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @Nested(ContextDto, { each: true })
  context?: ContextDto[];

  @Namespace()
  namespace?: string;

  @ApiField({ default: false, description: 'true = answer with server-sent events.' })
  @MayBeAbsent()
  @IsBoolean()
  stream?: boolean;

  @ApiField()
  @MayBeAbsent()
  @Nested(CacheDto)
  cache?: CacheDto;
}
