const VARIABLE = 'RAGCACHE_WORKER_SLOT';

/**
 * The environment of a worker that says its slot. A replacement has the slot of the worker that it replaces. @param slot counts
 * from 1.
 */
export function slotVariable(slot: number): Record<string, string> {
  return { [VARIABLE]: String(slot) };
}

/** The slot of this worker among those that run at the same time. `undefined` in a process that is no worker. */
export function ownSlot(): string | undefined {
  // It is no setting: the process that forks says it to those it forks, and nobody else.
  // eslint-disable-next-line no-restricted-properties -- see above
  return process.env[VARIABLE];
}
