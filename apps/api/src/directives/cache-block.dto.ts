import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { MayBeAbsent } from '../contract/may-be-absent.decorator.js';
import { NAMESPACE, NAMESPACE_MESSAGE } from '../query/namespace.js';
import { CacheDto } from './cache.dto.js';

/** All that a caller may say about caching its own request: in headers, or in the `cache` block of a drop-in's body. */
export class CacheBlockDto extends CacheDto {
  @ApiPropertyOptional({
    pattern: NAMESPACE.source,
    default: 'default',
    description: 'A wall inside your tenant.',
  })
  @MayBeAbsent()
  @Matches(NAMESPACE, { message: NAMESPACE_MESSAGE })
  namespace?: string;
}
