import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { IsApiKeyList } from './api-key-list.decorator.js';
import { IsWebOrigin } from './web-origin.decorator.js';

export const NODE_ENVIRONMENTS = ['development', 'test', 'production'] as const;
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const MAX_DELAY_MS = 600_000;
const MAX_WORKERS = 64;
const HIT_USAGES = ['original', 'zero'] as const;
const MIN_BODY = 1_024;
const MAX_BODY = 1_073_741_824;
const MAX_PASSED_BODY = 10_737_418_240;
const MAX_REPLAY_RATE = 1_000;
const whole = (high: number, low = 0) => ({
  message: `$property must be a whole number from ${low} to ${high}`,
});

/** Settings of the app itself: its address, its callers, its logs and metrics. */
export class ServiceEnv {
  /** Production needs API keys and has no Swagger page. */
  @IsIn(NODE_ENVIRONMENTS)
  NODE_ENV: (typeof NODE_ENVIRONMENTS)[number] = 'development';

  /** Address to listen on. Unset in production = every interface, 0.0.0.0. */
  @IsString()
  @MinLength(1)
  @MaxLength(255)
  HOST: string = '127.0.0.1';

  /** Port to listen on; 0 = any free port. */
  @IsInt(whole(65_535))
  @Min(0, whole(65_535))
  @Max(65_535, whole(65_535))
  PORT: number = 3000;

  /** Processes that share the port; 0 or 1 = one process. More than one does not work with memory stores. Each has flights, breakers and a model (about 250 MB) of its own. */
  @IsInt(whole(MAX_WORKERS))
  @Min(0, whole(MAX_WORKERS))
  @Max(MAX_WORKERS, whole(MAX_WORKERS))
  API_WORKERS: number = 1;

  /** Milliseconds for which the service keeps serving after a signal to stop, while readiness already fails. */
  @IsInt(whole(MAX_DELAY_MS))
  @Min(0, whole(MAX_DELAY_MS))
  @Max(MAX_DELAY_MS, whole(MAX_DELAY_MS))
  SHUTDOWN_DELAY_MS: number = 0;

  /** List of `tenant:key[:scope+scope]`, comma-separated. A key has 24 to 128 of A-Z, a-z, 0-9, `_.~-`. Scopes are `query`, `read`, `purge`, `feedback`, `metrics` and `admin`; the default is all but `admin`. Unset in development = every caller is the tenant `default`. */
  @IsOptional()
  @IsApiKeyList()
  API_KEYS?: string;

  /** Exact origins of browser pages that may call; comma-separated. */
  @IsArray()
  @IsWebOrigin({ each: true })
  CORS_ORIGINS: string[] = [];

  /** Speed of a streamed answer from memory, in slices of about a token; 0 = at once, in slices that grow. */
  @IsInt(whole(MAX_REPLAY_RATE))
  @Min(0, whole(MAX_REPLAY_RATE))
  @Max(MAX_REPLAY_RATE, whole(MAX_REPLAY_RATE))
  REPLAY_TOKENS_PER_SECOND: number = 0;

  /** Usage in a drop-in answer from memory: that of the original call, or zero. */
  @IsIn(HIT_USAGES)
  HIT_USAGE: (typeof HIT_USAGES)[number] = 'original';

  /** Longest body on the drop-in endpoints, in bytes. */
  @IsInt(whole(MAX_BODY, MIN_BODY))
  @Min(MIN_BODY, whole(MAX_BODY, MIN_BODY))
  @Max(MAX_BODY, whole(MAX_BODY, MIN_BODY))
  DROP_IN_BODY_LIMIT: number = 33_554_432;

  /** Longest body that is looked up and stored, in bytes. Pictures and files in it count by their digests; all else may have 1 MiB. */
  @IsInt(whole(MAX_BODY, MIN_BODY))
  @Min(MIN_BODY, whole(MAX_BODY, MIN_BODY))
  @Max(MAX_BODY, whole(MAX_BODY, MIN_BODY))
  IDENTITY_BODY_LIMIT: number = 8_388_608;

  /** Longest body of a request that is passed on unchanged to a provider, in bytes. JSON has the limit of the drop-in endpoints. */
  @IsInt(whole(MAX_PASSED_BODY, MIN_BODY))
  @Min(MIN_BODY, whole(MAX_PASSED_BODY, MIN_BODY))
  @Max(MAX_PASSED_BODY, whole(MAX_PASSED_BODY, MIN_BODY))
  PASS_BODY_LIMIT: number = 536_870_912;

  /** Path of the audit log; unset = `audit.jsonl` in DATA_DIR, `off` = no audit log. */
  @IsOptional()
  @IsString()
  AUDIT_LOG?: string;

  /** Lowest level that is logged. */
  @IsIn(LOG_LEVELS)
  LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'info';

  /** Whether the service offers `GET /metrics` to keys with the scope `metrics`. */
  @IsBoolean({ message: 'ENABLE_METRICS must be true or false' })
  ENABLE_METRICS: boolean = true;
}
