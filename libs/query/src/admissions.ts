import type { Lookup } from './search.js';

/** Rejects when there is no room for a call. @returns whether there is for its answer, too. Who nobody counts for may do everything. */
export async function admitted({ account }: Pick<Lookup, 'account'>): Promise<boolean> {
  if (!account) return true;
  await account.admitCall();
  return account.admitWrite();
}

/**
 * Lets those who want the same be admitted one after the other, so that who finds the call of the one before it in the air takes no
 * room for a call of its own.
 */
export class Admissions {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Settles as the work does, which begins when all that came before it under this key has settled. */
  async inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.last.get(key);
    const turn = before ? before.then(work, work) : work();
    this.last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.last.get(key) === turn) this.last.delete(key);
    }
  }
}
