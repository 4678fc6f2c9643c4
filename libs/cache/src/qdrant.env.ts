import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { IsQdrantUrl } from './qdrant-url.rule.js';

const COPIES = { message: '$property must be a whole number from 1 to 32' };
const SHARDS = { message: '$property must be a whole number from 1 to 1000' };

/** What an operator says about Qdrant. */
export class QdrantEnv {
  /** A Qdrant server, or the nodes of a cluster, comma-separated; no port = 6333. */
  @IsOptional()
  @IsQdrantUrl()
  QDRANT_URL?: string;

  /** Copies of each vector in a collection that is made; unset = 2 on a cluster of several nodes, else 1. */
  @IsOptional()
  @Type(() => Number)
  @IsInt(COPIES)
  @Min(1, COPIES)
  @Max(32, COPIES)
  QDRANT_REPLICATION?: number;

  /** Shards of a collection that is made; unset = the server decides, one per node. */
  @IsOptional()
  @Type(() => Number)
  @IsInt(SHARDS)
  @Min(1, SHARDS)
  @Max(1_000, SHARDS)
  QDRANT_SHARDS?: number;

  /** Its key. Needed in production unless the server is on this machine. */
  @IsOptional()
  @Matches(/^[\x21-\x7e]+$/, { message: 'QDRANT_API_KEY must be printable ASCII without spaces' })
  QDRANT_API_KEY?: string;
}
