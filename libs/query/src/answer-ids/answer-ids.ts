import { RagCacheError, type Clock } from '@app/core';
import type { ReplayIds } from '@app/llm';
import { IdSeal, isSealedId } from './id-seal.js';

const DAY = 86_400;
const SECOND = 1_000;
/** A member of a JSON text that names an answer or one of its items. In a text the quotation marks would be escaped. */
const NAMING_MEMBER =
  /"(?:previous_response_id|response_id|item_id|id)"\s{0,64}:\s{0,64}"(?<id>[a-z]+_rc_[\w-]{43,1024})"/;
const OURS = '_rc_';
/** Where such a member may begin before the mark of an id, and end behind it. Bytes. */
const [BEFORE, BEHIND] = [192, 1_032];
/** So many marks are looked at in one body. More are none that a client would send. */
const MOST_MARKS = 10_000;

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
    return { issue: (id, madeAt) => this.seal.seal({ id, madeAt }, ownerOf(tenant, upstream)) };
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
    const pieces: Buffer[] = [];
    let done = 0;
    for (const { from, to } of sealedIdsIn(raw)) {
      const original = this.resolved(raw.toString('latin1', from, to), tenant, upstream);
      pieces.push(raw.subarray(done, from), Buffer.from(original));
      done = to;
    }
    return done === 0 ? raw : Buffer.concat([...pieces, raw.subarray(done)]);
  }
}

/** Where ids of ours stand as members that name something. Only their surroundings are read: a body may be large. */
function* sealedIdsIn(raw: Buffer): Generator<{ readonly from: number; readonly to: number }, void, void> {
  let mark = raw.indexOf(OURS);
  for (let marks = 0; mark >= 0 && marks < MOST_MARKS; marks++) {
    const start = Math.max(0, mark - BEFORE);
    const around = raw.toString('latin1', start, mark + BEHIND);
    const member = lastBefore(around, mark - start);
    const { id } = NAMING_MEMBER.exec(around.slice(member))?.groups ?? {};
    const from = id === undefined ? -1 : start + around.indexOf(id, member);
    const isHere = id !== undefined && from < mark && mark < from + id.length;
    if (isHere) yield { from, to: from + id.length };
    mark = raw.indexOf(OURS, isHere ? from + id.length : mark + OURS.length);
  }
}

/** Where the member around a mark begins: at the third quotation mark before it. */
function lastBefore(text: string, mark: number): number {
  let at = mark;
  for (let quotes = 0; quotes < 3 && at > 0; quotes++) at = text.lastIndexOf('"', at - 1);
  return Math.max(at, 0);
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
