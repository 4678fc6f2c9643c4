import { KeyAdministration } from '@app/access';
import { Clock } from '@app/core';
import { Injectable } from '@nestjs/common';
import { Environment } from '../environment/environment.js';
import { parseApiKeyList } from '../environment/api-key-list.js';

/** The stored keys are listed at most this often. Milliseconds. */
const LISTED_EVERY_MS = 5_000;

/**
 * Knows whether several tenants share the providers' accounts. A tenant counts while it has a key, in `API_KEYS` or stored. The keys
 * may be listed some seconds late: until then, only the tenant that was alone before can reach what it made itself.
 */
@Injectable()
export class AccountSharing {
  private readonly configured: ReadonlySet<string>;
  private stored: ReadonlySet<string> = new Set();
  private listedAt = -Infinity;

  constructor(
    private readonly environment: Environment,
    private readonly keys: KeyAdministration,
    private readonly clock: Clock,
  ) {
    this.configured = tenantsIn(environment.API_KEYS);
  }

  /** Whether this tenant must be kept away from what belongs to an account. Keys that can't be listed count as other tenants'. */
  async isSharedBy(tenant: string): Promise<boolean> {
    if (this.environment.PASS_SHARED) return false;
    if (hasOther(this.configured, tenant)) return true;
    return hasOther(await this.storedTenants(), tenant);
  }

  private async storedTenants(): Promise<ReadonlySet<string>> {
    const now = this.clock.monotonic();
    if (now - this.listedAt < LISTED_EVERY_MS) return this.stored;
    this.stored = await this.keys.list().then(
      (records) => new Set(records.map(({ tenant }) => tenant)),
      (error: unknown) => (isDisabled(error) ? new Set<string>() : UNKNOWN),
    );
    if (this.stored !== UNKNOWN) this.listedAt = now;
    return this.stored;
  }
}

/** No tenant has an empty name, so this is another one for every tenant. */
const UNKNOWN: ReadonlySet<string> = new Set(['']);

function hasOther(tenants: ReadonlySet<string>, tenant: string): boolean {
  return tenants.size > (tenants.has(tenant) ? 1 : 0);
}

function isDisabled(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'keys_disabled';
}

function tenantsIn(apiKeys: string | undefined): ReadonlySet<string> {
  const parsed = apiKeys ? parseApiKeyList(apiKeys) : undefined;
  return new Set(parsed?.ok ? parsed.entries.map(({ tenant }) => tenant) : []);
}
