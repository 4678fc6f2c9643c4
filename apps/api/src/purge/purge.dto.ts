import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, Matches } from 'class-validator';
import { CodePoints } from '../contract/code-points.decorator.js';
import { MayBeAbsent } from '../contract/may-be-absent.decorator.js';
import { NOT_BLANK } from '../contract/text.patterns.js';
import { NAMESPACE, NAMESPACE_MESSAGE } from '../contract/namespace.js';

const WRITER = /^[A-Za-z0-9_-]{1,64}$/;

/** The body of `POST /api/v1/purge`: `all` alone, or any of the others, which combine with AND (tags with OR). */
export class PurgeDto {
  @ApiPropertyOptional({ enum: [true], description: 'Everything of your tenant. Stands alone.' })
  @MayBeAbsent()
  @IsIn([true], { message: 'must be true; to purge less, leave it out and name what' })
  all?: true;

  @ApiPropertyOptional({ pattern: NAMESPACE.source, example: 'help-centre' })
  @MayBeAbsent()
  @Matches(NAMESPACE, { message: NAMESPACE_MESSAGE })
  namespace?: string;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', maxLength: 64 },
    minItems: 1,
    maxItems: 16,
    example: ['faq'],
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(16)
  @CodePoints({ min: 0, max: 64 }, { each: true })
  tags?: string[];

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 128,
    example: 'gpt-4o-mini',
    description: 'The model that was asked for, or its alias; not the dated release that may have answered.',
  })
  @MayBeAbsent()
  @CodePoints({ min: 1, max: 128 })
  model?: string;

  @ApiPropertyOptional({
    pattern: NOT_BLANK,
    minLength: 1,
    maxLength: 10_000,
    example: 'What is the salary of Jane Doe?',
    description: 'Answers to this question, to the letter, whatever else was asked with it.',
  })
  @MayBeAbsent()
  @CodePoints({ min: 1, max: 10_000, trimmed: true })
  query?: string;

  @ApiPropertyOptional({
    pattern: WRITER.source,
    example: '3f9a0c1d',
    description: "Answers to requests with this API key: its id, as in the log's key_id.",
  })
  @MayBeAbsent()
  @Matches(WRITER, { message: 'must be the id of an API key' })
  writer?: string;
}
