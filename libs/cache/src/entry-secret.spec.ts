import { EntrySeal } from '@app/core';
import { anEntry } from '@app/core/testing';
import { entrySecretOf } from './entry-secret.js';

describe('entrySecretOf', () => {
  it.each([
    [{}, undefined],
    [{ KEY_PEPPER: 'pepper' }, 'pepper'],
    [{ ENTRY_SECRET: 'secret' }, 'secret'],
    [{ ENTRY_SECRET: 'secret', KEY_PEPPER: 'pepper' }, 'secret'],
  ])('of %j is %s', (settings, secret) => {
    expect(entrySecretOf(settings)).toBe(secret);
  });

  it('is the same on all replicas that are told the same', () => {
    const [one, other] = [1, 2].map(() => new EntrySeal(entrySecretOf({ KEY_PEPPER: 'pepper' })));
    expect(other!.unseal(one!.seal(anEntry())).ok).toBe(true);
  });
});
