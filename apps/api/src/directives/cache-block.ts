import { BodyPipe } from '../contract/body.pipe.js';
import { MayBeAbsent } from '../contract/may-be-absent.decorator.js';
import { Nested } from '../contract/nested.decorator.js';
import { CacheBlockDto } from './cache-block.dto.js';

/** A body of which only this member is ours. */
class OurMember {
  @MayBeAbsent()
  @Nested(CacheBlockDto)
  cache?: CacheBlockDto;
}

const pipe = new BodyPipe(OurMember);

/**
 * The `cache` block of a body whose other members are somebody else's to judge; `undefined` = none.
 * @throws RagCacheError `validation_failed` naming `cache.<field>`.
 */
export function checkedCacheBlock(block: unknown): CacheBlockDto | undefined {
  return pipe.transform({ cache: block }).cache;
}
