import { RagCacheError } from '@app/core';
import { Injectable, type PipeTransform } from '@nestjs/common';

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Lets ids of the right form through; what can't be an id names nothing. */
@Injectable()
export class EntryIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (ULID.test(id)) return id;
    throw new RagCacheError('not_found', 'There is no entry with this id.');
  }
}
