import { EntrySeal } from '@app/core';
import { anEntry } from '@app/core/testing';
import { SealMemo } from './seal-memo.js';

describe('SealMemo', () => {
  const seal = new EntrySeal('a secret of sixteen or more');
  const entry = anEntry();
  const body = seal.seal(entry);
  let unsealed: jest.SpyInstance;
  beforeEach(() => (unsealed = jest.spyOn(seal, 'unseal')));
  afterEach(() => jest.restoreAllMocks());

  it('works an unchanged text out once', () => {
    const sealMemo = new SealMemo(seal);
    const first = sealMemo.unseal(entry.key, body);
    expect(first).toMatchObject({ ok: true, entry });
    expect(sealMemo.unseal(entry.key, `${body}`)).toBe(first);
    expect(unsealed).toHaveBeenCalledTimes(1);
  });

  it('sees a change of any one character of a text it knows', () => {
    const sealMemo = new SealMemo(seal);
    for (let at = 0; at < body.length; at++) {
      expect(sealMemo.unseal(entry.key, body).ok).toBe(true);
      const changed = `${body.slice(0, at)}${body[at] === 'x' ? 'y' : 'x'}${body.slice(at + 1)}`;
      expect(sealMemo.unseal(entry.key, changed).ok).toBe(false);
    }
  });

  it('gives a newer text under the same key its own result', () => {
    const sealMemo = new SealMemo(seal);
    sealMemo.unseal(entry.key, body);
    const newer = { ...entry, question: 'Another?' };
    expect(sealMemo.unseal(entry.key, seal.seal(newer))).toMatchObject({ entry: { question: 'Another?' } });
  });
});
