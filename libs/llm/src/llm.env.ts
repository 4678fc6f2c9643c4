import 'reflect-metadata';
import { PROVIDERS, type ProviderName } from '@app/core';
import { ProxyEnv } from '@app/http';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

const HTTP_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };
const HEADER_SAFE = /^[\x21-\x7e]+$/;
const HEADER_SAFE_MESSAGE = '$property must be printable ASCII without spaces.';

/** Settings for the LLM APIs behind the cache. */
export class LlmEnv extends ProxyEnv {
  /** Provider of requests that name none. */
  @IsIn(PROVIDERS, { message: `DEFAULT_PROVIDER must be one of: ${PROVIDERS.join(', ')}.` })
  DEFAULT_PROVIDER: ProviderName = 'openai';

  /** Key of the operator's account. Unset = requests to this provider fail with `provider_not_configured`. */
  @IsOptional()
  @Matches(HEADER_SAFE, { message: HEADER_SAFE_MESSAGE })
  OPENAI_API_KEY?: string;

  /** Address of any server that speaks Chat Completions. */
  @IsUrl(HTTP_URL, {
    message: 'OPENAI_BASE_URL must be an http or https URL, e.g. https://api.openai.com/v1.',
  })
  @Matches(/\/v1$/, { message: 'OPENAI_BASE_URL must end in /v1, e.g. https://api.openai.com/v1.' })
  OPENAI_BASE_URL = 'https://api.openai.com/v1';

  /** Model of requests that name none; an alias is allowed. */
  @IsString()
  @Matches(/\S/, { message: 'OPENAI_MODEL must name a model or an alias.' })
  OPENAI_MODEL = 'gpt-4.1-mini';

  /** Key of the operator's account. Unset = requests to this provider fail with `provider_not_configured`. */
  @IsOptional()
  @Matches(HEADER_SAFE, { message: HEADER_SAFE_MESSAGE })
  ANTHROPIC_API_KEY?: string;

  /** Address of any server that speaks Messages; the service adds `/v1/messages`. */
  @IsUrl(HTTP_URL, {
    message: 'ANTHROPIC_BASE_URL must be an http or https URL, e.g. https://api.anthropic.com.',
  })
  @Matches(/^(?!.*\/v1\/?$)/, {
    message: 'ANTHROPIC_BASE_URL must not end in /v1, e.g. https://api.anthropic.com.',
  })
  ANTHROPIC_BASE_URL = 'https://api.anthropic.com';

  /** Model of requests that name none; an alias is allowed. */
  @IsString()
  @Matches(/\S/, { message: 'ANTHROPIC_MODEL must name a model or an alias.' })
  ANTHROPIC_MODEL = 'claude-haiku-4-5';

  /** `max_tokens` of requests that set none. */
  @Type(() => Number)
  @IsInt({ message: 'DEFAULT_MAX_TOKENS must be a whole number from 1 to 4000.' })
  @Min(1, { message: 'DEFAULT_MAX_TOKENS must be a whole number from 1 to 4000.' })
  @Max(4_000, { message: 'DEFAULT_MAX_TOKENS must be a whole number from 1 to 4000.' })
  DEFAULT_MAX_TOKENS = 1_024;

  /** Temperature of requests that set none. Unset = the provider's own default. A value is not sent to a provider that does not accept it: Anthropic accepts at most 1. */
  @IsOptional()
  @Type(() => Number)
  @IsNumber({}, { message: 'DEFAULT_TEMPERATURE must be a number from 0 to 2.' })
  @Min(0, { message: 'DEFAULT_TEMPERATURE must be a number from 0 to 2.' })
  @Max(2, { message: 'DEFAULT_TEMPERATURE must be a number from 0 to 2.' })
  DEFAULT_TEMPERATURE?: number;

  /** Milliseconds from a request's arrival to its answer, retries included. */
  @Type(() => Number)
  @IsInt({ message: 'REQUEST_TIMEOUT_MS must be a whole number from 100 to 3600000.' })
  @Min(100, { message: 'REQUEST_TIMEOUT_MS must be a whole number from 100 to 3600000.' })
  @Max(3_600_000, { message: 'REQUEST_TIMEOUT_MS must be a whole number from 100 to 3600000.' })
  REQUEST_TIMEOUT_MS = 60_000;

  /** Path of a JSON file with aliases and prices of models. The service adds them to the shipped table. Prices are `input` and `output`, and for prompt caches `cached_input`, `cache_write` and `cache_write_1h`. */
  @IsOptional()
  @IsString()
  MODELS_FILE?: string;

  /** Path of a YAML or JSON file with more upstreams: any number of vendors and servers, each with its models. docs/upstreams.md shows rows. */
  @IsOptional()
  @IsString()
  UPSTREAMS_FILE?: string;

  /** The value of any variable of the environment, for `key_env` in UPSTREAMS_FILE. Not a variable itself. */
  variableNamed?: (name: string) => string | undefined;
}
