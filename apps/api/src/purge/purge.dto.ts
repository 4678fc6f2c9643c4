import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, Matches } from 'class-validator';
import { ApiField } from '../contract/api-field.decorator.js';
import { CodePoints } from '../contract/code-points.decorator.js';
import { MayBeAbsent } from '../contract/may-be-absent.decorator.js';
import { Namespace } from '../contract/namespace.js';

const WRITER = /^[A-Za-z0-9_-]{1,64}$/;

/** The body of `POST /api/v1/purge`: `all` alone, or any of the others, which combine with AND (tags with OR). */
export class PurgeDto {
  @ApiField({ description: 'Everything of your tenant. Stands alone.' })
  @MayBeAbsent()
  @IsIn([true], { message: 'must be true; to purge less, leave it out and name what' })
  all?: true;

  @Namespace({ example: 'help-centre' })
  namespace?: string;

  @ApiField({ example: ['faq'] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(16)
  @CodePoints({ min: 0, max: 64 }, { each: true })
  tags?: string[];

  @ApiField({
    example: 'gpt-4o-mini',
    description: 'The model that was asked for, or its alias; not the dated release that may have answered.',
  })
  @MayBeAbsent()
  @CodePoints({ min: 1, max: 128 })
  model?: string;

  @ApiField({
    example: 'What is the salary of Jane Doe?',
    description: 'Answers to this question, to the letter, whatever else was asked with it.',
  })
  @MayBeAbsent()
  @CodePoints({ min: 1, max: 10_000, trimmed: true })
  query?: string;

  @ApiField({
    example: '3f9a0c1d',
    description: "Answers to requests with this API key: its id, as in the log's key_id.",
  })
  @MayBeAbsent()
  @Matches(WRITER, { message: 'must be the id of an API key' })
  writer?: string;
}
