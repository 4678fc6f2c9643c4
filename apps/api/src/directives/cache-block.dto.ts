import { Namespace } from '../contract/namespace.js';
import { CacheDto } from './cache.dto.js';

/** All that a caller may say about caching its own request: in headers, or in the `cache` block of a drop-in's body. */
export class CacheBlockDto extends CacheDto {
  @Namespace()
  namespace?: string;
}
