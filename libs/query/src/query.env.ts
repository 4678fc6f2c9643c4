import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { IsClosedRouteList } from './pass/closed-routes.decorator.js';

const TOOL_CALL_POLICIES = ['off', 'exact'] as const;
export const FLIGHT_BOARD_NAMES = ['memory', 'redis'] as const;

const CALLS = { message: 'UPSTREAM_CONCURRENCY must be a whole number from 1 to 10000' };
const DROP_IN_MILLISECONDS = { message: 'DROP_IN_TIMEOUT_MS must be a whole number from 100 to 3600000' };
const LAG = { message: 'SHED_LAG_MS must be a whole number from 0 to 60000' };
const VOLATILE_SECONDS = { message: 'VOLATILE_TTL_SECONDS must be a whole number from 0 to 31536000' };
const MILLISECONDS = { message: 'FLIGHT_LOCK_MS must be a whole number from 100 to 60000' };

/** What an operator says about sharing and bounding upstream calls. */
export class QueryEnv {
  /** With `redis` replicas wait for each other's calls instead of making the same one. */
  @IsIn(FLIGHT_BOARD_NAMES, { message: `FLIGHT_BOARD must be one of: ${FLIGHT_BOARD_NAMES.join(', ')}.` })
  FLIGHT_BOARD: (typeof FLIGHT_BOARD_NAMES)[number] = 'memory';

  /** Milliseconds that a replica that died keeps the others waiting, at most. */
  @IsInt(MILLISECONDS)
  @Min(100, MILLISECONDS)
  @Max(60_000, MILLISECONDS)
  FLIGHT_LOCK_MS: number = 3_000;

  /** Model calls at once; one tenant gets at most half of them, and a 503 for what is over that. */
  @IsInt(CALLS)
  @Min(1, CALLS)
  @Max(10_000, CALLS)
  UPSTREAM_CONCURRENCY: number = 256;

  /** Milliseconds that the process may be late with everything, for longer than a moment, before it answers questions from memory only and the others with a 503; 0 = never. */
  @IsInt(LAG)
  @Min(0, LAG)
  @Max(60_000, LAG)
  SHED_LAG_MS: number = 250;

  /** On the drop-in endpoints, milliseconds from a request's arrival to the last byte of its answer; the official SDKs wait as long. */
  @IsInt(DROP_IN_MILLISECONDS)
  @Min(100, DROP_IN_MILLISECONDS)
  @Max(3_600_000, DROP_IN_MILLISECONDS)
  DROP_IN_TIMEOUT_MS: number = 600_000;

  /** Routes of the providers below `/v1` that are not passed on: comma-separated first segments, perhaps after a method, such as `files, DELETE models, fine_tuning/jobs`; `*` = none is. */
  @IsOptional()
  @IsClosedRouteList()
  PASS_ROUTES?: string;

  /** Whether tenants that share an account of a provider may use routes that reach what belongs to the account: files, batches, stored responses. */
  @IsBoolean({ message: 'PASS_SHARED must be true or false' })
  PASS_SHARED: boolean = false;

  /** `exact`: answers that call tools are kept, for requests that are the same to the letter. Those of the one tool that a request forces always are: they are structured output. */
  @IsIn(TOOL_CALL_POLICIES, { message: 'CACHE_TOOL_CALLS must be one of: off, exact.' })
  CACHE_TOOL_CALLS: (typeof TOOL_CALL_POLICIES)[number] = 'off';

  /** Seconds that answers are kept about which the moment decides (today, the weather, the latest version, what a search found); 0 = never kept, as long as CACHE_TTL_SECONDS = like all others. */
  @IsInt(VOLATILE_SECONDS)
  @Min(0, VOLATILE_SECONDS)
  @Max(31_536_000, VOLATILE_SECONDS)
  VOLATILE_TTL_SECONDS: number = 300;

  /** A JSON file of cache rules: which questions are kept how, for how long, with which tags. docs/operations.md shows one. */
  @IsOptional()
  @IsString()
  CACHE_RULES_FILE?: string;
}
