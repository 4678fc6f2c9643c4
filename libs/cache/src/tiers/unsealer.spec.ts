import { EntrySeal } from '@app/core';
import { anEntry } from '@app/core/testing';
import { Unsealer } from './unsealer.js';

describe('Unsealer', () => {
  const seal = new EntrySeal('a secret of sixteen or more');
  const entry = anEntry();
  const body = seal.seal(entry);
  let unsealed: jest.SpyInstance;
  beforeEach(() => (unsealed = jest.spyOn(seal, 'unseal')));
  afterEach(() => jest.restoreAllMocks());

  it('works an unchanged text out once', () => {
    const unsealer = new Unsealer(seal);
    const first = unsealer.unseal(entry.key, body);
    expect(first).toMatchObject({ ok: true, entry });
    expect(unsealer.unseal(entry.key, `${body}`)).toBe(first);
    expect(unsealed).toHaveBeenCalledTimes(1);
  });

  it('sees a change of any one character of a text it knows', () => {
    const unsealer = new Unsealer(seal);
    for (let at = 0; at < body.length; at++) {
      expect(unsealer.unseal(entry.key, body).ok).toBe(true);
      const changed = `${body.slice(0, at)}${body[at] === 'x' ? 'y' : 'x'}${body.slice(at + 1)}`;
      expect(unsealer.unseal(entry.key, changed).ok).toBe(false);
    }
  });

  it('gives a newer text under the same key its own result', () => {
    const unsealer = new Unsealer(seal);
    unsealer.unseal(entry.key, body);
    const newer = { ...entry, question: 'Another?' };
    expect(unsealer.unseal(entry.key, seal.seal(newer))).toMatchObject({ entry: { question: 'Another?' } });
  });
});
