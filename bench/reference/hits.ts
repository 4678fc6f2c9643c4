import { createHash } from 'node:crypto';
import { EntrySeal, isAnswerEntry, type AnswerEntry, type Entry } from '@app/core';
import type { FastifyRequest } from 'fastify';
import type { ReferenceStore } from './store.js';

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What the routes of both endpoints have in common: who asks, the entry, the headers. */
export class ReferenceHits {
  private readonly seal = new EntrySeal();
  private readonly digest: string;

  constructor(
    private readonly store: ReferenceStore,
    apiKey: string,
  ) {
    this.digest = sha256(apiKey);
  }

  isKnown({ headers: { authorization = '' } }: Pick<FastifyRequest, 'headers'>): boolean {
    return sha256(authorization.slice('Bearer '.length)) === this.digest;
  }

  /** `undefined` = absent, damaged, or purged. */
  async find(key: string): Promise<AnswerEntry | undefined> {
    const entry = await this.findAny(key);
    return entry && isAnswerEntry(entry) ? entry : undefined;
  }

  /** The same for an entry of any kind. */
  async findAny(key: string): Promise<Entry | undefined> {
    const { body, epochs } = await this.store.read(key);
    const unsealed = this.seal.unseal(body ?? '');
    if (!unsealed.ok || epochs.some((epoch) => epoch !== unsealed.entry.epochs.tenant)) return undefined;
    return unsealed.entry;
  }
}

export function headersOf(entry: Entry, id: string, started: number): Record<string, string> {
  const now = Date.now();
  return {
    'cache-status': `ragcache; hit; ttl=${Math.floor((entry.expiresAt - now) / 1_000)}; detail=exact`,
    age: String(Math.floor((now - entry.createdAt) / 1_000)),
    'x-cache-status': 'HIT',
    'x-cache-layer': 'exact',
    'x-cache-entry': entry.id,
    'x-request-id': id,
    'server-timing': `exact;dur=${(performance.now() - started).toFixed(2)}`,
    'cache-control': 'private, no-store',
  };
}
