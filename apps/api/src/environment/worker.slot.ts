const VARIABLE = 'RAGCACHE_WORKER_SLOT';

/** What a worker is told of its place: a replacement has the one of its predecessor. @param slot counts from 1. */
export function slotVariable(slot: number): Record<string, string> {
  return { [VARIABLE]: String(slot) };
}

/** The number of this worker among those that run at the same time. `undefined` in a process that is none. */
export function ownSlot(): string | undefined {
  // It is no setting: the process that forks says it to those it forks, and nobody else.
  // eslint-disable-next-line no-restricted-properties -- see above
  return process.env[VARIABLE];
}
