import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { IsClosedRouteList } from './pass/closed-routes.decorator.js';

const TOOL_CALL_POLICIES = ['off', 'exact'] as const;
const REPLAYS = ['on', 'off'] as const;
export const FLIGHT_BOARD_NAMES = ['memory', 'redis'] as const;

const CALLS = { message: 'UPSTREAM_CONCURRENCY must be a whole number from 1 to 10000' };
const DROP_IN_MILLISECONDS = { message: 'DROP_IN_TIMEOUT_MS must be a whole number from 100 to 3600000' };
const KEEP_DAYS = { message: 'RESPONSES_KEEP_DAYS must be a whole number from 1 to 3650' };
const LAG = { message: 'SHED_LAG_MS must be a whole number from 0 to 60000' };
const VOLATILE_SECONDS = { message: 'VOLATILE_TTL_SECONDS must be a whole number from 0 to 31536000' };
const MILLISECONDS = { message: 'FLIGHT_LOCK_MS must be a whole number from 100 to 60000' };

/** Settings for upstream calls: sharing, limits and time. */
export class QueryEnv {
  /** With `redis`, a replica waits for the same call of another replica instead of making it again. */
  @IsIn(FLIGHT_BOARD_NAMES, { message: `FLIGHT_BOARD must be one of: ${FLIGHT_BOARD_NAMES.join(', ')}.` })
  FLIGHT_BOARD: (typeof FLIGHT_BOARD_NAMES)[number] = 'memory';

  /** Milliseconds after which the others stop waiting for a replica that died. */
  @IsInt(MILLISECONDS)
  @Min(100, MILLISECONDS)
  @Max(60_000, MILLISECONDS)
  FLIGHT_LOCK_MS: number = 3_000;

  /** Most model calls in progress. One tenant gets at most half of them; a call beyond that is refused with 503. */
  @IsInt(CALLS)
  @Min(1, CALLS)
  @Max(10_000, CALLS)
  UPSTREAM_CONCURRENCY: number = 256;

  /** Milliseconds by which the event loop may lag. A longer lag, three times in a row, makes the process refuse model calls with 503; it still answers from memory. 0 = never. */
  @IsInt(LAG)
  @Min(0, LAG)
  @Max(60_000, LAG)
  SHED_LAG_MS: number = 250;

  /** Milliseconds from the arrival of a drop-in request to the last byte of its answer. The official SDKs wait as long. */
  @IsInt(DROP_IN_MILLISECONDS)
  @Min(100, DROP_IN_MILLISECONDS)
  @Max(3_600_000, DROP_IN_MILLISECONDS)
  DROP_IN_TIMEOUT_MS: number = 600_000;

  /** Routes of the providers below `/v1` that are refused: first segments, comma-separated, each with or without a method. Example: `files, DELETE models, fine_tuning/jobs`. `*` = all of them. */
  @IsOptional()
  @IsClosedRouteList()
  PASS_ROUTES?: string;

  /** Whether several tenants may use routes for objects of the provider's account, such as files, batches and stored responses. They can then reach each other's objects. */
  @IsBoolean({ message: 'PASS_SHARED must be true or false' })
  PASS_SHARED: boolean = false;

  /** Days for which the provider keeps the answers of the Responses API. An id of a replayed answer stands for the provider's id for so long. */
  @IsInt(KEEP_DAYS)
  @Min(1, KEEP_DAYS)
  @Max(3_650, KEEP_DAYS)
  RESPONSES_KEEP_DAYS: number = 30;

  /** `off` = requests to the Responses API whose answers the provider keeps (`store` absent or true) bypass the cache. */
  @IsIn(REPLAYS, { message: 'RESPONSES_REPLAY must be one of: on, off.' })
  RESPONSES_REPLAY: (typeof REPLAYS)[number] = 'on';

  /** `exact` stores answers that call tools, for identical requests. Answers that call the one tool that a request forces are always stored: they are structured output. */
  @IsIn(TOOL_CALL_POLICIES, { message: 'CACHE_TOOL_CALLS must be one of: off, exact.' })
  CACHE_TOOL_CALLS: (typeof TOOL_CALL_POLICIES)[number] = 'off';

  /** Lifetime in seconds of answers that are true for a moment only: today, the weather, the latest version, search results. 0 = they are never stored. The value of CACHE_TTL_SECONDS = they are like all others. */
  @IsInt(VOLATILE_SECONDS)
  @Min(0, VOLATILE_SECONDS)
  @Max(31_536_000, VOLATILE_SECONDS)
  VOLATILE_TTL_SECONDS: number = 300;

  /** Path of a JSON file with cache rules: mode, lifetime and tags by kind of question. docs/operations.md shows one. */
  @IsOptional()
  @IsString()
  CACHE_RULES_FILE?: string;
}
