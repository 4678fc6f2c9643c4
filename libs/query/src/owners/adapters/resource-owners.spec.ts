import { embeddedRows } from '@app/cache';
import { ManualClock } from '@app/core/testing';
import { describeResourceOwners } from '../../../testing/contracts/resource-owners.contract.js';
import type { ResourceOwners } from '../resource-owners.port.js';
import { MemoryResourceOwners } from './memory.resource-owners.js';
import { RESOURCE_OWNERS, type OwnersContext } from './resource-owners.table.js';

/** The stores on servers run the same suite in test/integration, which starts the servers. */
for (const [name, { open }] of embeddedRows<ResourceOwners, OwnersContext>(RESOURCE_OWNERS))
  describeResourceOwners(name, open);

describe('owners in memory', () => {
  it('forgets the oldest when there are too many', async () => {
    const owners = new MemoryResourceOwners(new ManualClock(), 2);
    const claim = (id: string) => owners.claim([{ upstream: 'openai', id, tenant: 'acme' }]);
    for (const id of ['a', 'b', 'c']) await claim(id);
    expect(owners.size()).toBe(2);
    const asked = ['a', 'b', 'c'].map((id) => ({ upstream: 'openai', id }));
    expect(await owners.ownersOf(asked)).toEqual([undefined, 'acme', 'acme']);
  });
});
