import { setTimeout as sleep } from 'node:timers/promises';
import { RagCacheError } from '@app/core';
import type { SourceRegistry } from '../ports/source-registry.port.js';
import type { RegistryKeeper } from './registry-keeper.js';

/** How long a purge waits for a registry whose server has just changed, and how often it looks. Milliseconds. */
const PATIENCE_MS = 3_000;
const LOOK_EVERY_MS = 25;

/**
 * Resolves when the registry has back what all processes know: a purge that is noted before could get a number below those of
 * answers that it names. @throws RagCacheError `store_unavailable` when that takes long.
 */
export async function untilBelieved(keeper: RegistryKeeper, { server }: SourceRegistry): Promise<void> {
  for (let waited = 0; !keeper.isBelieved; waited += LOOK_EVERY_MS) {
    if (waited >= PATIENCE_MS || server?.isUp === false) throw unavailable();
    await sleep(LOOK_EVERY_MS);
  }
}

function unavailable(): RagCacheError {
  const detail =
    "The registry's server has just changed, and does not know yet what was purged. Try again in a moment.";
  return new RagCacheError('store_unavailable', detail, { retryAfterMs: 1_000 });
}
