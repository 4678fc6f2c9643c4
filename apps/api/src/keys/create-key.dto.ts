import { SCOPES, TENANT, type KeyScope } from '@app/access';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, Matches } from 'class-validator';
import { ApiField } from '../contract/api-field.decorator.js';
import { MayBeAbsent } from '../contract/may-be-absent.decorator.js';
import { Nested } from '../contract/nested.decorator.js';
import { DATE_TIME, DATE_TIME_MESSAGE } from './date-time.js';
import { KeyLimitsDto } from './key-limits.dto.js';

/** The body of `POST /api/v1/keys`. */
export class CreateKeyDto {
  @ApiField({ example: 'search' })
  @Matches(TENANT, { message: 'must be 1 to 64 of a-z, 0-9, _ and -, starting with a letter or digit' })
  tenant!: string;

  @ApiField({ example: ['query', 'read'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SCOPES.length)
  @IsIn(SCOPES, { each: true, message: `each item must be one of: ${SCOPES.join(', ')}` })
  scopes!: KeyScope[];

  @ApiField({
    format: 'date-time',
    example: '2036-01-01T00:00:00Z',
    description: 'In the future, and no later than the end of the key that asks. Left out = no end.',
  })
  @MayBeAbsent()
  @Matches(DATE_TIME, { message: DATE_TIME_MESSAGE })
  expires_at?: string;

  @ApiField()
  @MayBeAbsent()
  @Nested(KeyLimitsDto)
  limits?: KeyLimitsDto;
}
