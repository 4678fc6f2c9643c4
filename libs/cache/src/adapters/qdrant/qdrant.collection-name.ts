import { shortDigest } from '@app/core';
import type { EmbeddingSpace } from '@app/embedding';

/** Qdrant makes it a folder's name. */
const LONGEST = 100;

/** One collection per embedding space: vectors of two spaces never meet. */
export function collectionName(prefix: string, { model, dimension, version }: EmbeddingSpace): string {
  return [prefix, safe(model), dimension, safe(version)].join('-');
}

/** A text that had to change carries its digest, so that two models never share a name. */
function safe(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, LONGEST);
  return plain === text ? text : `${plain}-${shortDigest(text)}`;
}
