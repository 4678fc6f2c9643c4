import type { KeyLimits } from '@app/access';
import { applyDecorators } from '@nestjs/common';
import { IsInt, IsNumber, Max, Min } from 'class-validator';
import { ApiField } from '../contract/api-field.decorator.js';
import { MayBeAbsent } from '../contract/may-be-absent.decorator.js';

/** The largest limits, as in the configuration. Beyond them counters lose precision. */
const MAX_COUNT = 999_999_999_999;
const MAX_USD = 999_999_999;

/** A limit of a count: 1 or more. */
const Count = (example: number): PropertyDecorator =>
  applyDecorators(MayBeAbsent(), IsInt(), Min(1), Max(MAX_COUNT), ApiField({ example }));

/** The smallest limit in US dollars: prices have a precision of a millionth. */
const MIN_USD = 0.000_001;

/** A limit in US dollars. */
const Dollars = (example: number): PropertyDecorator =>
  applyDecorators(MayBeAbsent(), IsNumber(), Min(MIN_USD), Max(MAX_USD), ApiField({ example }));

/** The limits of a key. An absent limit does not apply. */
export class KeyLimitsDto implements KeyLimits {
  @Count(600)
  requests_per_minute?: number;

  @Count(16)
  concurrent?: number;

  @Count(100_000)
  tokens_per_minute?: number;

  @Count(2_000_000)
  tokens_per_day?: number;

  @Dollars(0.5)
  usd_per_minute?: number;

  @Dollars(20)
  usd_per_day?: number;

  @Count(300)
  cache_writes_per_minute?: number;

  @Count(120)
  misses_per_minute?: number;
}
