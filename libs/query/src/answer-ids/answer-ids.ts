import { RagCacheError, type Clock } from '@app/core';
import type { ReplayIds } from '@app/llm';
import { IdSeal, isSealedId } from './id-seal.js';

const DAY = 86_400;
const SECOND = 1_000;
/** A member of a JSON text that names an answer or one of its items. In a text the quotation marks would be escaped. */
const NAMING_MEMBER =
  /("(?:previous_response_id|response_id|item_id|id)"\s*:\s*")([a-z]+_rc_[\w-]{43,1024})(?=")/g;
const OURS = '_rc_';

export interface AnswerIdSettings {
  /** Shared by all replicas. */
  readonly secret: string;
  /** How long the provider keeps an answer. */
  readonly keepDays: number;
}

/** The ids of replayed answers. Each stands for an id of the provider, and means something only to the tenant that got it. */
export class AnswerIds {
  private readonly seal: IdSeal;

  constructor(
    private readonly settings: AnswerIdSettings,
    private readonly clock: Clock,
  ) {
    this.seal = new IdSeal(settings.secret);
  }

  /** Makes the ids of one tenant's answers. */
  of(tenant: string, upstream: string): ReplayIds {
    const owner = ownerOf(tenant, upstream);
    return { issue: (id, madeAt) => this.seal.seal({ id, madeAt }, owner) };
  }

  /** Whether an id of ours stands for one of this upstream's, and belongs to the tenant. */
  isOf(id: string, tenant: string, upstream: string): boolean {
    return isSealedId(id) && this.seal.open(id, ownerOf(tenant, upstream)) !== undefined;
  }

  /**
   * The provider's id behind an id of ours; any other id as it is.
   * @throws RagCacheError `not_found` when it belongs to somebody else, or the provider no longer keeps what it names.
   */
  resolved(id: string, tenant: string, upstream: string): string {
    if (!isSealedId(id)) return id;
    const original = this.seal.open(id, ownerOf(tenant, upstream));
    if (!original) throw unknown(id);
    const { keepDays } = this.settings;
    if (this.clock.now() / SECOND > original.madeAt + keepDays * DAY) throw tooOld(id, keepDays);
    return original.id;
  }

  /** A JSON body with the provider's ids in place of ours; every other byte stays. @throws as `resolved` does. */
  resolvedBody(raw: Buffer, tenant: string, upstream: string): Buffer {
    if (!raw.includes(OURS)) return raw;
    // One character per byte, so that every other byte stays as it is.
    const text = raw.toString('latin1');
    const resolve = (_: string, before: string, id: string) => before + this.resolved(id, tenant, upstream);
    const replaced = text.replace(NAMING_MEMBER, resolve);
    return replaced === text ? raw : Buffer.from(replaced, 'latin1');
  }
}

function ownerOf(tenant: string, upstream: string): string {
  return JSON.stringify([upstream, tenant]);
}

function unknown(id: string): RagCacheError {
  const detail = `There is no answer with the id ${shortened(id)} for this key. Send the request without it.`;
  return new RagCacheError('not_found', detail);
}

function tooOld(id: string, keepDays: number): RagCacheError {
  const detail = `The provider kept the answer behind ${shortened(id)} for ${keepDays} days (RESPONSES_KEEP_DAYS), which are over. Send the whole conversation instead.`;
  return new RagCacheError('not_found', detail);
}

function shortened(id: string): string {
  return `${id.slice(0, 16)}…`;
}
