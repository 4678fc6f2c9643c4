import { RagCacheError } from '@app/core';
import { Injectable, type PipeTransform } from '@nestjs/common';

/** The form of a purge's number. */
export const PURGE_NUMBER = /^[1-9]\d{0,15}$/;

/** Validates a path parameter. @throws RagCacheError `not_found` for text that can't be a number of a purge. */
@Injectable()
export class PurgeNumberPipe implements PipeTransform<string, number> {
  transform(number: string): number {
    if (PURGE_NUMBER.test(number) && Number.isSafeInteger(Number(number))) return Number(number);
    throw new RagCacheError('not_found', 'There is no purge with this number.');
  }
}
