import type { EmbeddingsInput } from '@app/llm';

/**
 * The tokens of each item. A list of tokens says how many it has. The provider counts those of texts for the whole batch, so each text
 * has a share by its length.
 * @param counted by the provider, for all items; 0 = it did not say.
 */
export function tokensOf(items: readonly EmbeddingsInput[], counted: number): readonly number[] {
  const sizes = items.map((item) => (typeof item === 'string' ? Buffer.byteLength(item) : 0));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return items.map((item, at) =>
    typeof item === 'string' ? Math.round((counted * sizes[at]!) / (all || 1)) : item.length,
  );
}
