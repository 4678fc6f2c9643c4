import {
  KeyAdministration,
  type IssuedKey,
  type KeyOrder,
  type KeyRecord,
  type Principal,
} from '@app/access';
import { RagCacheError } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/audit.facts.js';
import { AuditLog } from '../audit/audit.log.js';
import type { AuditedEvent } from '../audit/audit.record.js';

/** The administrator, whose own key bounds the keys that it may create. */
export interface Administrator {
  readonly principal: Principal;
  readonly actor: Actor;
}

/** Administers stored keys, and records each change and each refused attempt in the audit log. */
@Injectable()
export class AuditedKeys {
  constructor(
    private readonly keys: KeyAdministration,
    private readonly audit: AuditLog,
  ) {}

  /** @throws RagCacheError as `KeyAdministration.issue`. */
  async issue(order: KeyOrder, who: Administrator): Promise<IssuedKey> {
    const target = { tenant: order.tenant, scopes: order.scopes };
    try {
      const issued = await this.keys.issue(order, who.principal);
      await this.note('key.create', target, { key: issued.record.id }, who);
      return issued;
    } catch (error) {
      if (error instanceof RagCacheError && error.code === 'forbidden')
        await this.note('access.denied', target, { needs: 'a key that has as much' }, who);
      throw error;
    }
  }

  list(): Promise<KeyRecord[]> {
    return this.keys.list();
  }

  /** False = the key does not exist. */
  async revoke(id: string, who: Administrator): Promise<boolean> {
    const isThere = await this.keys.revoke(id);
    if (isThere) await this.note('key.revoke', { key: id }, { revoked: true }, who);
    return isThere;
  }

  private async note(
    action: AuditedEvent['action'],
    target: AuditedEvent['target'],
    result: AuditedEvent['result'],
    { actor }: Administrator,
  ): Promise<void> {
    await this.audit.record({ action, ...actor, target, result });
  }
}
