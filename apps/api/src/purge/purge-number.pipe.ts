import { RagCacheError } from '@app/core';
import { Injectable, type PipeTransform } from '@nestjs/common';

/** What the number of a purge looks like. */
export const PURGE_NUMBER = /^[1-9]\d{0,15}$/;

/** Lets numbers of the right form through; what can't be a purge's number names nothing. */
@Injectable()
export class PurgeNumberPipe implements PipeTransform<string, number> {
  transform(number: string): number {
    if (PURGE_NUMBER.test(number) && Number.isSafeInteger(Number(number))) return Number(number);
    throw new RagCacheError('not_found', 'There is no purge with this number.');
  }
}
