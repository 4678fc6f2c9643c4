import { KeyStore } from '../../key-store.port.js';
import { retainedUntil, type KeyRecord } from '../../key/key-record.js';

/** Keys in the memory of this process. They are lost when it ends. */
export class MemoryKeyStore extends KeyStore {
  private readonly records = new Map<string, KeyRecord>();
  private revocations = 0;

  async add(record: KeyRecord): Promise<void> {
    for (const old of this.records.values())
      if (retainedUntil(old) < record.createdAt) this.records.delete(old.id);
    this.records.set(record.id, record);
  }

  async find(id: string): Promise<KeyRecord | undefined> {
    return this.records.get(id);
  }

  async list(): Promise<KeyRecord[]> {
    return [...this.records.values()].sort((one, other) => one.createdAt - other.createdAt);
  }

  async revoke(id: string, now: number): Promise<boolean> {
    const record = this.records.get(id);
    if (!record) return false;
    this.records.set(id, { revokedAt: now, ...record });
    this.revocations += 1;
    return true;
  }

  async revision(): Promise<string> {
    return String(this.revocations);
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}
