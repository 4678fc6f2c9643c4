import type { Principal } from '../principal.js';
import { escalationIn, type KeyOrder } from './key-order.js';

const ADMIN: Principal = { tenant: 'ops', keyId: 'a', scopes: new Set(['admin'] as const) };
const ORDER: KeyOrder = { tenant: 'acme', scopes: ['query'], limits: {} };
const END = Date.UTC(2027, 0, 1);

describe('what a key may grant', () => {
  it('is every scope in every tenant for an admin key without end and limits', () => {
    for (const scope of ['query', 'read', 'purge', 'feedback', 'metrics', 'admin'] as const)
      expect(escalationIn({ ...ORDER, scopes: [scope] }, ADMIN)).toBeUndefined();
  });

  it('is no scope that it does not have', () => {
    const reader: Principal = { ...ADMIN, scopes: new Set(['read'] as const) };
    expect(escalationIn({ ...ORDER, scopes: ['read'] }, reader)).toBeUndefined();
    expect(escalationIn({ ...ORDER, scopes: ['read', 'purge'] }, reader)).toContain('"purge"');
    expect(escalationIn({ ...ORDER, scopes: ['admin'] }, reader)).toContain('"admin"');
  });

  it('ends no later than it does', () => {
    const ending = { ...ADMIN, expiresAt: END };
    expect(escalationIn({ ...ORDER, expiresAt: END }, ending)).toBeUndefined();
    expect(escalationIn({ ...ORDER, expiresAt: END + 1 }, ending)).toContain('2027-01-01T00:00:00.000Z');
    expect(escalationIn(ORDER, ending)).toContain('longer life');
  });

  it('is held to every limit that it is held to', () => {
    const limited = { ...ADMIN, limits: { requests_per_minute: 60, usd_per_day: 2 } };
    const within = { requests_per_minute: 60, usd_per_day: 1, concurrent: 4 };
    expect(escalationIn({ ...ORDER, limits: within }, limited)).toBeUndefined();
    expect(escalationIn({ ...ORDER, limits: { ...within, usd_per_day: 2.1 } }, limited)).toContain(
      'usd_per_day=2',
    );
    expect(escalationIn(ORDER, limited)).toContain('requests_per_minute=60');
  });
});
