import { hasTooManyValues, MAX_VALUES, RagCacheError } from '@app/core';
import { isIJson, isObject, type JsonObject, type WireResponse } from '@app/llm';
import type { AccountWall } from '../owners/account-wall.js';
import type { KnownOwners } from '../owners/known-owners.js';
import { keptUntil } from '../owners/kept-until.js';
import { mayRefer, referencesIn } from '../owners/references.js';
import type { RelayCommand } from './relay-command.js';
import { takesForms, type AccountUse } from './shared-account.js';
import { parsedObject } from './parsed-object.js';

/** The longest body that is searched for the ids of things, and the longest answer of which it is noted who made it. Bytes. */
const LONGEST = 1_048_576;

/** A request that is passed on, and the account that it uses. */
export interface Passing {
  readonly command: RelayCommand;
  readonly segments: readonly string[];
  readonly use: AccountUse;
  /** The upstream's name. */
  readonly upstream: string;
}

export interface OwnThingsTools {
  readonly wall: AccountWall;
  readonly owners: KnownOwners;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How long a provider keeps an answer. */
  readonly keepDays: number;
}

/** Knows what each tenant made in the account of a provider, and keeps tenants that share one to their own. */
export class OwnThings {
  constructor(private readonly tools: OwnThingsTools) {}

  /** Rejects with `not_found` or `forbidden` for a request that could reach what another tenant made. */
  async check(passing: Passing): Promise<void> {
    const { command, use } = passing;
    if (!command.isShared) return;
    if (use.kind === 'unknown') throw closed();
    if (use.kind === 'concerns') await this.tools.wall.check([use.id], accessOf(passing));
    if (use.kind !== 'computes' || mayName(passing)) await this.checkBody(passing);
  }

  /** The upstream among these where the tenant made this; undefined = it is not known to have made it. */
  async homeOf<Upstream extends { readonly name: string }>(
    id: string,
    tenant: string,
    upstreams: readonly Upstream[],
  ): Promise<Upstream | undefined> {
    const asked = upstreams.map((home) => ({ upstream: home.name, id, home }));
    const [found] = await this.tools.owners.ownedBy(tenant, asked);
    return found?.home;
  }

  /** Whether the answer is a list that holds what other tenants made. */
  mustFilter({ command, use }: Passing): boolean {
    return command.isShared && use.kind === 'lists';
  }

  /** Whether the answer tells what the tenant made. */
  mustNote({ use }: Passing): boolean {
    return use.kind === 'makes' || (use.kind === 'concerns' && use.describes);
  }

  /** The answer as it comes, which is read for the id of what was made. It is noted before the last piece is given. */
  async *noting(response: WireResponse, passing: Passing): AsyncGenerator<Uint8Array, void, void> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of response.body) {
      length += piece.length;
      if (length <= LONGEST) pieces.push(piece);
      yield piece;
    }
    if (length <= LONGEST) await this.note(Buffer.concat(pieces), passing);
  }

  /** The list with only what the tenant made. A text that is no list stays as it is. */
  async ownOf(list: JsonObject, passing: Passing): Promise<JsonObject> {
    const { tenant, upstream } = accessOf(passing);
    const items = Array.isArray(list['data']) ? list['data'].filter(isObject) : [];
    const named = items.flatMap((item) =>
      typeof item['id'] === 'string' ? [{ upstream, id: item['id'], item }] : [],
    );
    const data = (await this.tools.owners.ownedBy(tenant, named)).map(({ item }) => item);
    const ends = { first_id: data[0]?.['id'] ?? null, last_id: data.at(-1)?.['id'] ?? null };
    const told = Object.entries(ends).filter(([name]) => name in list);
    return { ...list, data, ...Object.fromEntries(told) };
  }

  private async note(bytes: Buffer, passing: Passing): Promise<void> {
    const made = parsedObject(bytes.toString('utf8'));
    if (!made) return;
    const keepUntil =
      passing.segments[0] === 'responses' ? keptUntil(this.tools.now(), this.tools.keepDays) : undefined;
    // A batch names the file of its results, and an upload the file that it became.
    const ids = new Set([made, made['file']].flatMap((thing) => idOf(thing)));
    for (const id of referencesIn(made)) ids.add(id);
    await this.tools.owners.claim([...ids].map((id) => ({ ...accessOf(passing), id, keepUntil })));
  }

  private async checkBody(passing: Passing): Promise<void> {
    const { body } = passing.command;
    if (body === undefined) return;
    if (!Buffer.isBuffer(body)) {
      if (takesForms(passing.segments)) return;
      throw closed();
    }
    if (body.length > LONGEST || hasTooManyValues(body)) throw tooLong();
    const text = body.toString('utf8');
    const json = parsedObject(text);
    // The provider may understand what we don't, or read repeated members in another way.
    if (!json || !isIJson(text, json)) throw unreadable();
    await this.tools.wall.checkBody(json, accessOf(passing));
  }
}

/** Whether a request from which an answer is computed may name a thing: an edited image may be a file of the account. */
function mayName({ command: { body }, segments: [first] }: Passing): boolean {
  if (first === 'responses') return true;
  return first === 'images' && Buffer.isBuffer(body) && mayRefer(body);
}

function idOf(thing: unknown): string[] {
  return isObject(thing) && typeof thing['id'] === 'string' ? [thing['id']] : [];
}

function accessOf({ command, upstream }: Passing): { readonly tenant: string; readonly upstream: string } {
  return { tenant: command.tenant, upstream };
}

function closed(): RagCacheError {
  return new RagCacheError(
    'forbidden',
    'Several tenants share this account of the provider, and this route can reach what another tenant made. Your operator can open it with PASS_SHARED=true, or give your tenant a row of its own in UPSTREAMS_FILE.',
  );
}

function tooLong(): RagCacheError {
  const detail = `Several tenants share this account of the provider, so at most ${LONGEST} bytes of JSON with ${MAX_VALUES} values may go to this route. Your operator can lift that with PASS_SHARED=true.`;
  return new RagCacheError('body_too_large', detail);
}

function unreadable(): RagCacheError {
  const detail =
    'Several tenants share this account of the provider, so the body must be one JSON object without repeated names and without numbers that lose digits.';
  return new RagCacheError('validation_failed', detail);
}
