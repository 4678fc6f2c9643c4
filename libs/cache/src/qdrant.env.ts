import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min, ValidateBy } from 'class-validator';
import { qdrantUrlProblem } from './adapters/qdrant/qdrant.addresses.js';

/** One or several addresses of a Qdrant; the message says which of them is wrong. */
export function IsQdrantUrl(): PropertyDecorator {
  const problem = (value: unknown) =>
    typeof value === 'string' ? qdrantUrlProblem(value) : 'must be http:// or https:// URLs, comma-separated';
  return ValidateBy({
    name: 'isQdrantUrl',
    validator: {
      validate: (value) => problem(value) === undefined,
      defaultMessage: (argument) => `${argument!.property} ${problem(argument!.value)}.`,
    },
  });
}

const COPIES = { message: '$property must be a whole number from 1 to 32' };
const SHARDS = { message: '$property must be a whole number from 1 to 1000' };

/** Settings for Qdrant. */
export class QdrantEnv {
  /** Address of a Qdrant server, or of the nodes of a cluster, comma-separated. The default port is 6333. */
  @IsOptional()
  @IsQdrantUrl()
  QDRANT_URL?: string;

  /** Copies of each vector in a new collection; unset = 2 on a cluster of several nodes, else 1. */
  @IsOptional()
  @Type(() => Number)
  @IsInt(COPIES)
  @Min(1, COPIES)
  @Max(32, COPIES)
  QDRANT_REPLICATION?: number;

  /** Shards of a new collection; unset = the server decides: one per node. */
  @IsOptional()
  @Type(() => Number)
  @IsInt(SHARDS)
  @Min(1, SHARDS)
  @Max(1_000, SHARDS)
  QDRANT_SHARDS?: number;

  /** API key of Qdrant. Needed in production unless the server is on this machine. */
  @IsOptional()
  @Matches(/^[\x21-\x7e]+$/, { message: 'QDRANT_API_KEY must be printable ASCII without spaces' })
  QDRANT_API_KEY?: string;
}
