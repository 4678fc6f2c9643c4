/** What configuration says about the drop-in endpoints. */
export interface DropInSettings {
  readonly cacheMode: 'on' | 'read-only' | 'off';
  readonly ttlSeconds: number;
  readonly staleSeconds: number;
  /** From arrival to the last byte. */
  readonly timeoutMs: number;
  /** Whether answers that call tools are kept, in the exact tier. */
  readonly keepsToolCalls: boolean;
}
