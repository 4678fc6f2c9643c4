import type { KeyOrder } from '@app/access';
import { RagCacheError } from '@app/core';
import type { CreateKeyDto } from './create-key.dto.js';
import { DATE_TIME_MESSAGE, timeOf } from './date-time.js';

/** The validated body as an order. @throws RagCacheError `validation_failed` for a time that does not exist. */
export function toKeyOrder({ tenant, scopes, expires_at: end, limits = {} }: CreateKeyDto): KeyOrder {
  return { tenant, scopes, limits, ...(end === undefined ? {} : { expiresAt: endOf(end) }) };
}

function endOf(text: string): number {
  const time = timeOf(text);
  if (time !== undefined) return time;
  const errors = [{ path: 'expires_at', message: DATE_TIME_MESSAGE }];
  throw new RagCacheError('validation_failed', `expires_at ${DATE_TIME_MESSAGE}.`, { errors });
}
