import type { PurgeFact, PurgeKnowledge } from '../ports/purge-log.port.js';
import type { RegistryState, SourceRegistry } from '../ports/source-registry.port.js';
import type { KnownPurges } from '../purges/purge-books.js';
import type { TenantMarks } from './high-water-marks.js';

/** What this process knows of a tenant. */
export interface Known {
  readonly marks: TenantMarks;
  readonly purges: KnownPurges;
}

/**
 * Gives a registry back what it may have lost of a tenant, and nothing where it lost nothing. Purges that were never read here cost
 * the tenant what is older.
 */
export async function restoreTenant(registry: SourceRegistry, tenant: string, known: Known): Promise<void> {
  const now = await registry.read({ tenant, namespace: 'default' });
  const hasLost = !(await holdsNewest(registry, tenant, known.marks, now));
  const isForked = hasLost && !(await isPrefix(registry, tenant, known, now));
  await registry.purges.restore(tenant, knowledgeOf(known, { now, hasLost, isForked }));
}

interface Finding {
  readonly now: RegistryState;
  readonly hasLost: boolean;
  /** Purges got numbers there that stood for others here, so that numbers of before tell nothing. */
  readonly isForked: boolean;
}

/** Where numbers tell nothing any more, nothing that is older lives on. */
function knowledgeOf({ marks, purges }: Known, { now, hasLost, isForked }: Finding): PurgeKnowledge {
  const { seq, floor, revision, order, epoch } = marks;
  const same = { seq: 0, floor: 0, epoch: 0, revision, order, facts: [] };
  if (!hasLost) return same;
  const { facts } = purges;
  const highest = Math.max(seq, epoch, now.epochs.tenant, now.purges.seq);
  if (isForked) return { seq, floor: seq, revision, epoch: highest + 1, order, facts };
  return { seq, floor: purges.readTo >= seq ? floor : seq, revision, epoch, order, facts };
}

/** Whether the newest purge that was seen is there, and so all that came before it. */
async function holdsNewest(
  { purges }: SourceRegistry,
  tenant: string,
  { born, epoch, seq, floor }: TenantMarks,
  now: RegistryState,
): Promise<boolean> {
  if (now.born !== born || now.epochs.tenant < epoch) return false;
  if (now.purges.seq < seq || now.purges.floor < floor) return false;
  if (seq === born || seq <= now.purges.floor) return true;
  return (await purges.find(tenant, seq)) !== undefined;
}

/** Whether all that the registry holds is known here: it stands where this process has been. */
async function isPrefix(
  { purges }: SourceRegistry,
  tenant: string,
  { marks, purges: known }: Known,
  now: RegistryState,
): Promise<boolean> {
  const { seq, floor } = now.purges;
  if (now.born !== marks.born) return false;
  if (seq === now.born) return true;
  if (seq <= floor) return seq <= marks.floor;
  const held = known.facts.find(({ number }) => number === seq);
  return held !== undefined && isSame(held, await purges.find(tenant, seq));
}

function isSame({ at, by, named }: PurgeFact, other: PurgeFact | undefined): boolean {
  return other?.at === at && other.by === by && JSON.stringify(other.named) === JSON.stringify(named);
}
