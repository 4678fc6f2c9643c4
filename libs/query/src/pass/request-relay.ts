import { Readable } from 'node:stream';
import { RagCacheError, type Account, type Usage } from '@app/core';
import {
  passedHeaders,
  PROVIDER_DESCRIPTORS,
  type ModelCatalog,
  type ModelRoutes,
  type PassedCall,
  type ReachableUpstream,
  type WireFormats,
  type WireResponse,
} from '@app/llm';
import type { Caller } from '../request.js';
import { callDeadline } from '../upstream/call-deadline.js';
import { tokensIn } from '../upstream/call-charge.js';
import type { UpstreamGate } from '../upstream/upstream-gate.js';
import type { RelayCommand, RelayedResponse } from './relay-command.js';
import type { AnswerIds } from '../answer-ids/answer-ids.js';
import { withOriginalIds } from './original-ids.js';
import { UsageReader } from './passed-usage.js';
import { closedRoute, isClosed, modelInPath, segmentsOf, type ClosedRoute } from './pass-route.js';
import { ownPages, type Paging } from './own-pages.js';
import type { OwnThings, Passing } from './own-things.js';
import { relayRoute } from './relay-route.js';
import { accountUse, type AccountUse } from './shared-account.js';

export interface RequestRelayTools {
  readonly formats: WireFormats;
  readonly routes: ModelRoutes;
  readonly gate: UpstreamGate;
  readonly catalog: ModelCatalog;
  readonly ids: AnswerIds;
  readonly things: OwnThings;
}

export interface RelaySettings {
  /** From arrival to the last byte. */
  readonly timeoutMs: number;
  readonly closed: readonly ClosedRoute[];
}

/** Passes requests on that this service does not answer itself, and the responses back. Nothing is read or stored. */
export class RequestRelay {
  constructor(
    private readonly tools: RequestRelayTools,
    private readonly settings: RelaySettings,
  ) {}

  /**
   * Resolves once the head of the response has come, with any status.
   * @throws (or rejects with) RagCacheError `not_found` or `forbidden` for a route that is not passed on, `not_found` for a
   *   model that no upstream serves, and otherwise as
   *   `WireUpstream.pass` does. `overloaded` when there is no room for the call.
   */
  async pass(asked: RelayCommand, caller: Caller): Promise<RelayedResponse> {
    const { formats, routes, ids, things, gate } = this.tools;
    const segments = this.openSegments(asked);
    const use = accountUse(asked.method, segments);
    const home = await this.homeOf(asked, use);
    const { upstream, model, ...routed } = relayRoute(routes, formats[asked.format].provider, {
      ...asked,
      home,
    });
    const isShared = asked.isShared && !upstream.isOfOneTenant;
    const passing: Passing = { command: { ...asked, isShared }, segments, use, upstream: upstream.name };
    await things.check(passing);
    const command = withOriginalIds({ ...asked, ...routed }, upstream.name, ids);
    const { tenant, method, path, search, body, account } = command;
    const payer = mayCost(method) ? account : undefined;
    await payer?.admitCall();
    const call = { method, route: path + search, model, headers: passedHeaders(command.headers), body };
    gate.enter(tenant);
    try {
      const deadline = callDeadline(caller, this.settings.timeoutMs);
      const ask = (one: PassedCall) => upstream.wire.pass(one, deadline);
      const cursor = PROVIDER_DESCRIPTORS[upstream.kind].pageCursor;
      const response = this.noted(await this.asked(call, { ask, cursor }, passing), passing);
      const pieces = payer ? this.charged(response, command, payer) : response.body;
      return { ...response, body: this.leaving(Readable.from(pieces, { objectMode: false }), tenant) };
    } catch (error) {
      this.tools.gate.leave(tenant);
      throw faultOf(error);
    }
  }

  /** What a tenant made is in the upstream where it was made, which its path does not name. */
  private async homeOf(
    { format, tenant }: RelayCommand,
    use: AccountUse,
  ): Promise<ReachableUpstream | undefined> {
    const { routes, formats, ids, things } = this.tools;
    if (!routes.areSeveral || use.kind !== 'concerns') return undefined;
    const { id } = use;
    const upstreams = routes.reachable(formats[format].provider, tenant);
    return upstreams.find(({ name }) => ids.isOf(id, tenant, name)) ?? things.homeOf(id, tenant, upstreams);
  }

  /** Lists of a shared account are shown as far as they are the tenant's. */
  private asked(
    call: PassedCall,
    paging: Pick<Paging, 'ask' | 'cursor'>,
    passing: Passing,
  ): Promise<WireResponse> {
    const { things } = this.tools;
    if (!things.mustFilter(passing)) return paging.ask(call);
    return ownPages(call, { ...paging, own: (list) => things.ownOf(list, passing) });
  }

  private openSegments({ method, path }: RelayCommand): readonly string[] {
    const segments = this.segmentsOf(path);
    if (!isClosed(method, segments, this.settings.closed)) return segments;
    throw closedRoute();
  }

  /** Where a model's name may begin with an upstream's, its slash is no separator of segments. */
  private segmentsOf(path: string): readonly string[] {
    const model = this.tools.routes.areSeveral ? modelInPath(path) : undefined;
    return model === undefined ? segmentsOf(path) : ['models', model];
  }

  /** An answer that tells what the tenant made is read on its way. */
  private noted(response: WireResponse, passing: Passing): WireResponse {
    const { status, headers } = response;
    const isJson = headers['content-type']?.includes('json') ?? false;
    if (status < 200 || status > 299 || !isJson || !this.tools.things.mustNote(passing)) return response;
    return { ...response, body: this.tools.things.noting(response, passing) };
  }

  /** Charges the usage that the response reports, or the request's length where it reports none, however its reading ends. */
  private async *charged(
    { headers, body }: WireResponse,
    command: RelayCommand,
    account: Account,
  ): AsyncGenerator<Uint8Array, void, void> {
    const reader = new UsageReader(headers['content-type']);
    try {
      for await (const piece of body) {
        reader.push(piece);
        yield piece;
      }
    } finally {
      const { usage, model = '' } = reader.read() ?? { usage: estimated(command) };
      account.charge(usage, this.tools.catalog.cost(model, usage));
    }
  }

  /** The call takes up room until its body has ended in whatever way. */
  private leaving(body: Readable, tenant: string): Readable {
    return body.once('close', () => this.tools.gate.leave(tenant));
  }
}

/** Reading and deleting cost nothing at a provider. */
function mayCost(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'DELETE';
}

/** A form may hold sound or pictures, whose bytes say nothing about tokens. */
function estimated({ body }: RelayCommand): Usage {
  const prompt = Buffer.isBuffer(body) ? tokensIn(body.length) : 0;
  return { prompt, completion: 0, total: prompt };
}

/** The upstream is not to blame for a body of the caller that breaks off or is too large. */
function faultOf(error: unknown): unknown {
  const cause = (error as Error).cause;
  return cause instanceof RagCacheError ? cause : error;
}
