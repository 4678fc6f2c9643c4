import { sha256 } from '@app/core';

/** By which stores find an entry by its question: nothing to read for whoever reads their columns. */
export function questionDigest(question: string | null): string {
  return question === null ? '' : sha256(question);
}
