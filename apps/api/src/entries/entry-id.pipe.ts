import { RagCacheError } from '@app/core';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { ENTRY_ID } from './entry-id.js';

/** Lets ids of the right form through; what can't be an id names nothing. */
@Injectable()
export class EntryIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (ENTRY_ID.test(id)) return id;
    throw new RagCacheError('not_found', 'There is no entry with this id.');
  }
}
