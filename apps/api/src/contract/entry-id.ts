import { RagCacheError } from '@app/core';
import { Injectable, type PipeTransform } from '@nestjs/common';

/** The form of an entry's id: a ULID. */
export const ENTRY_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Validates a path parameter. @throws RagCacheError `not_found` for text that can't be an id: there is no such entry. */
@Injectable()
export class EntryIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (ENTRY_ID.test(id)) return id;
    throw new RagCacheError('not_found', 'There is no entry with this id.');
  }
}
