import { LIMIT_NAMES, type KeyLimits, type LimitName } from '../key-limits.js';
import { TENANT } from '../principal.js';

/** The operator's limits, for every tenant and for single tenants. */
export class LimitList {
  private constructor(private readonly byTenant: ReadonlyMap<string, KeyLimits>) {}

  /** @throws Error that names the first invalid entry. */
  static read(text = ''): LimitList {
    const byTenant = new Map<string, KeyLimits>();
    for (const { tenant, limits } of entriesOf(text)) byTenant.set(tenant, limits);
    return new LimitList(byTenant);
  }

  /** A tenant's own limits override those for everyone, name by name. */
  of(tenant: string): KeyLimits {
    return { ...this.byTenant.get(EVERYONE), ...this.byTenant.get(tenant) };
  }
}

interface LimitEntry {
  readonly tenant: string;
  readonly limits: KeyLimits;
}

/** Not a valid name of a tenant. */
const EVERYONE = '';

/** The first error in a comma-separated list of `[tenant:]limit=number[;limit=number]`; undefined when it is valid. */
export function limitListProblem(text: string): string | undefined {
  try {
    LimitList.read(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function entriesOf(text: string): LimitEntry[] {
  const entries: LimitEntry[] = [];
  for (const [index, part] of text.split(',').entries()) {
    if (text.trim() === '') break;
    const entry = entryOf(part.trim(), `entry ${index + 1}`);
    if (entries.some(({ tenant }) => tenant === entry.tenant))
      throw new Error(`entry ${index + 1} is the second one for ${entry.tenant || 'everyone'}`);
    entries.push(entry);
  }
  return entries;
}

function entryOf(text: string, place: string): LimitEntry {
  const colon = text.indexOf(':');
  const tenant = text.slice(0, Math.max(0, colon));
  if (colon >= 0 && !TENANT.test(tenant)) throw new Error(`${place} has no tenant before its colon`);
  const pairs = text.slice(colon + 1).split(';');
  const limits = pairs.map((pair) => limitOf(pair.trim(), place));
  const names = limits.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice) throw new Error(`${place} has ${twice} twice`);
  return { tenant, limits: Object.fromEntries(limits) };
}

function limitOf(pair: string, place: string): [LimitName, number] {
  const [name = '', value = '', ...rest] = pair.split('=').map((side) => side.trim());
  if (!isLimitName(name) || rest.length > 0)
    throw new Error(`${place} has no limit=number in "${pair}"; limits are ${LIMIT_NAMES.join(', ')}`);
  const isMoney = name.startsWith('usd');
  const isNumber = isMoney ? /^\d{1,9}(\.\d{1,6})?$/.test(value) : /^\d{1,12}$/.test(value);
  if (!isNumber || Number(value) <= 0)
    throw new Error(`${place} needs ${isMoney ? 'dollars above 0' : 'a whole number from 1'} for ${name}`);
  return [name, Number(value)];
}

function isLimitName(name: string): name is LimitName {
  return (LIMIT_NAMES as readonly string[]).includes(name);
}
