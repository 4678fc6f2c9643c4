import type { CachingSettings } from '../resolve/caching.js';

/** What configuration says about the drop-in endpoints. */
export interface DropInSettings extends CachingSettings {
  /** From arrival to the last byte. */
  readonly timeoutMs: number;
  /** Whether answers that call tools are kept, in the exact tier. */
  readonly keepsToolCalls: boolean;
}
