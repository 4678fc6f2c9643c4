import type { Played } from './performance.js';

/** The service's default threshold, which the demo leaves as it is. */
const THRESHOLD = 0.95;

/** What a scene promised and didn't keep, in words; empty when all went well. */
export function brokenPromises(played: Played, earlier: readonly Played[]): string[] {
  const { scene, origin } = played;
  if (origin !== scene.expected) return [`the answer came from ${origin}, not ${scene.expected}`];
  if (scene.isTrap) return brokenByTrap(played);
  return origin === 'model' ? [] : brokenByHit(played, earlier);
}

function brokenByTrap({ refusedBy = 'nothing', similarity }: Played): string[] {
  return [
    ...(refusedBy.startsWith('guard-') ? [] : [`the trap was refused by ${refusedBy}, not by a guard`]),
    ...(Number(similarity) >= THRESHOLD ? [] : [`the trap was no look-alike: similarity ${similarity}`]),
  ];
}

function brokenByHit({ scene, origin, ...hit }: Played, earlier: readonly Played[]): string[] {
  const isOwn = earlier.some((one) => one.scene.tenant === scene.tenant && one.response === hit.response);
  return [
    ...(isOwn ? [] : ['the answer from memory is none that this tenant was given before']),
    ...((hit.tokensSaved ?? 0) > 0 ? [] : ['the answer from memory saved no tokens']),
    ...(origin !== 'semantic' || Number(hit.similarity) >= THRESHOLD
      ? []
      : [`similarity ${hit.similarity} is below the threshold`]),
  ];
}
