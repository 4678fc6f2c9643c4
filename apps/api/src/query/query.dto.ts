import { PROVIDERS, type ProviderName } from '@app/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsNumber, Max, Min } from 'class-validator';
import { CodePoints } from '../contract/code-points.decorator.js';
import { NOT_BLANK } from '../contract/text.patterns.js';
import { MayBeAbsent } from '../contract/may-be-absent.decorator.js';
import { Nested } from '../contract/nested.decorator.js';
import { CacheDto } from '../directives/cache.dto.js';
import { ContextDto } from './context.dto.js';
import { Namespace } from '../contract/namespace.js';

/** The body of `POST /api/v1/query`. What is absent comes from configuration; `null` is refused. */
export class QueryDto {
  @ApiProperty({
    pattern: NOT_BLANK,
    minLength: 1,
    maxLength: 10_000,
    example: 'How long do refunds take?',
    description: 'White space at its ends does not count.',
  })
  @CodePoints({ min: 1, max: 10_000, trimmed: true })
  query: string;

  @ApiPropertyOptional({ enum: PROVIDERS, example: 'openai' })
  @MayBeAbsent()
  @IsIn(PROVIDERS)
  provider?: ProviderName;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 128,
    example: 'gpt-4o-mini',
    description: 'A model or an alias.',
  })
  @MayBeAbsent()
  @CodePoints({ min: 1, max: 128 })
  model?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 4000, example: 512 })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(4000)
  max_tokens?: number;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: 2,
    example: 0.2,
    description: 'At most 1 with provider anthropic.',
  })
  @MayBeAbsent()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;

  @ApiPropertyOptional({ default: true, description: 'false = neither read from memory nor write to it.' })
  @MayBeAbsent()
  @IsBoolean()
  use_cache?: boolean;

  @ApiPropertyOptional({ maxLength: 100_000, example: 'Answer in one sentence.' })
  @MayBeAbsent()
  @CodePoints({ min: 0, max: 100_000 })
  system?: string;

  @ApiPropertyOptional({ type: [ContextDto], maxItems: 50, description: 'Passages to answer from.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @Nested(ContextDto, { each: true })
  context?: ContextDto[];

  @Namespace()
  namespace?: string;

  @ApiPropertyOptional({ default: false, description: 'true = answer with server-sent events.' })
  @MayBeAbsent()
  @IsBoolean()
  stream?: boolean;

  @ApiPropertyOptional({ type: CacheDto })
  @MayBeAbsent()
  @Nested(CacheDto)
  cache?: CacheDto;
}
