import { decodeRecord, encodeRecord } from './record.codec.js';
import type { KeyRecord } from './key-record.js';

const RECORD: KeyRecord = {
  ...{ id: 'a', tenant: 'acme', scopes: ['query'], createdAt: 1, expiresAt: 2 },
  ...{ limits: { concurrent: 3 }, digest: 'ab' },
};

describe('key records as text', () => {
  it('are read as they were written, with the revocation that stands beside them', () => {
    expect(decodeRecord(encodeRecord(RECORD))).toEqual(RECORD);
    const revoked = { ...RECORD, revokedAt: 5 };
    expect(decodeRecord(encodeRecord(revoked))).toEqual(RECORD);
    expect(decodeRecord(encodeRecord(revoked), 5)).toEqual(revoked);
  });

  it.each([
    ['', '{', 'null', '[]', '{}'],
    [JSON.stringify({ ...RECORD, scopes: ['root'] })],
    [JSON.stringify({ ...RECORD, scopes: 'query' })],
    [JSON.stringify({ ...RECORD, tenant: 7 })],
    [JSON.stringify({ ...RECORD, expiresAt: 'never' })],
    [JSON.stringify({ ...RECORD, limits: { sheep: 1 } })],
    [JSON.stringify({ ...RECORD, limits: { concurrent: 0 } })],
  ])('are no records when they are not whole: %s', (...texts) => {
    for (const text of texts) expect(decodeRecord(text)).toBeUndefined();
  });
});
