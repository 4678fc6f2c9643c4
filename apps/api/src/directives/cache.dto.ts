import { CACHE_MODES, type RequestCacheMode } from '@app/query';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsNumber, Max, Min } from 'class-validator';
import { ApiField } from '../contract/api-field.decorator.js';
import { CodePoints } from '../contract/code-points.decorator.js';
import { MayBeAbsent } from '../contract/may-be-absent.decorator.js';
import { Namespace } from '../contract/namespace.js';

/** The `cache` member of a question: how a caller wants its own request to be cached. */
export class CacheDto {
  @ApiField({ example: 3600, description: 'Seconds to keep the answer.' })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(2_592_000)
  ttl?: number;

  @ApiField({ default: 'semantic' })
  @MayBeAbsent()
  @IsIn(CACHE_MODES)
  mode?: RequestCacheMode;

  @ApiField({ example: 0.97, description: 'Cosine similarity; can only be raised.' })
  @MayBeAbsent()
  @IsNumber()
  @Min(0)
  @Max(1)
  threshold?: number;

  @ApiField({ example: ['faq'], description: 'Names for a later purge.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(16)
  @CodePoints({ min: 0, max: 64 }, { each: true })
  tags?: string[];
}

/** The `cache` member of a drop-in body, which holds the namespace as well. The cache headers have the same members. */
export class CacheBlockDto extends CacheDto {
  @Namespace()
  namespace?: string;
}
