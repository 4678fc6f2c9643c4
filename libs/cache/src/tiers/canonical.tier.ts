import { canonicalKeyOf } from '@app/core';
import { canonicalText } from '../policy/canonical-text.js';
import type { Found } from '../ports/entry-store.port.js';
import type { Judged, KnownAsk } from './ask.js';
import type { EntryReader } from './entry-reader.js';

/** Finds the answer to the same question in other clothes: white space, closing punctuation, and in English politeness and contractions. */
export class CanonicalTier {
  constructor(private readonly reader: EntryReader) {}

  async find(found: Found, ask: KnownAsk): Promise<Judged> {
    const key = this.reader.pointer(found, ask);
    if (!key || key === ask.key) return { servable: false, reason: 'absent' };
    const judged = await this.reader.read(key, ask);
    return judged.servable && !leadsHere(judged.entry.question, ask)
      ? { servable: false, reason: 'key' }
      : judged;
  }
}

/** A pointer that was moved by hand, or made under older rules, must not join two questions. */
function leadsHere(question: string | null, { tenant, scope, canonicalKey }: KnownAsk): boolean {
  const text = question === null ? undefined : canonicalText(question, tenant);
  return text !== undefined && canonicalKeyOf(scope, text) === canonicalKey;
}
