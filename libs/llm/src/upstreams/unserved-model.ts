import { RagCacheError } from '@app/core';

/** Most names in a message. */
const MOST_NAMED = 20;

/** For a model that no upstream serves. @param names the models that there are; empty = the message names none. */
export function nobodyServes(names: readonly string[] = []): RagCacheError {
  const others = names.length > 0 ? `. There are: ${listed(names)}` : '';
  const message = `no upstream here serves this model${others}`;
  return new RagCacheError('not_found', `model: ${message}.`, { errors: [{ path: 'model', message }] });
}

/** The first names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
