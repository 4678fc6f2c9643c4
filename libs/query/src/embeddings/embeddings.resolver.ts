import {
  identityHeaders,
  readEmbeddings,
  replaceMember,
  searchAt,
  shapingHeaders,
  type EmbeddingsRequest,
  type ModelRoute,
  type WireCall,
} from '@app/llm';
import { orderedQuery } from '../drop-in/ordered-query.js';
import { renamed, routeOf, withModelOf } from '../drop-in/request-route.js';
import { closedRoute } from '../pass/pass-route.js';
import { storeOptionsOf, switchedOff, type CachingSettings } from '../resolve/caching.js';
import { askOf } from '../resolve/identity.js';
import type { ResolverTools } from '../resolve/request-resolver.js';
import type { Ruling } from '../rules/rule-book.js';
import { bypassBy, lookupBy, ruled } from '../rules/ruled.js';
import { EmbeddingsBatch, type AskedBatch } from './embeddings.batch.js';
import type { EmbeddingsCommand, ResolvedEmbeddings } from './embeddings.types.js';

export type EmbeddingsResolverTools = Omit<ResolverTools, 'catalog'>;

export interface EmbeddingsSettings extends CachingSettings {
  /** From arrival to the last byte. */
  readonly timeoutMs: number;
  /** The operator has closed the route by its name. */
  readonly isClosed: boolean;
}

/** The name of the endpoint in scopes and rules. */
const ENDPOINT = 'embeddings';
/** The path after the upstream's base URL. */
const PATH = '/embeddings';
const KIND = 'openai';

/** Works out the identity of every item of a request for embeddings, and the call that goes upstream. */
export class EmbeddingsResolver {
  constructor(
    private readonly tools: EmbeddingsResolverTools,
    private readonly settings: EmbeddingsSettings,
  ) {}

  /** @throws RagCacheError `validation_failed` for a body that is no request for embeddings, and `forbidden` when they are closed. */
  resolve(asked: EmbeddingsCommand): ResolvedEmbeddings {
    if (this.settings.isClosed) throw closedRoute();
    const body = asked.body && readEmbeddings(asked.body);
    const route = routeOf(this.tools.routes, asked, { kind: KIND, read: body });
    const read = body && renamed(body, route.model);
    const request = asked.unsound ? undefined : read;
    const ruling = this.rulingOn(asked, read);
    const command = ruled(asked, ruling);
    const ask = this.ask(command, route, request);
    return {
      provider: route.upstream.name,
      route,
      batch: request && new EmbeddingsBatch(request, ask.scope),
      call: (items) => callOf(command, route, items),
      ask,
      bypass: command.unsound ?? switchedOff(command, this.settings) ?? bypassBy(ruling),
      ...lookupBy(ruling),
      isUncacheable: request === undefined,
      directives: command.directives,
      account: command.account,
      remember: { ...storeOptionsOf(command, this.settings), model: read?.model ?? '', sources: [] },
      mayWrite: this.settings.cacheMode === 'on',
      deadline: this.tools.clock.monotonic() + this.settings.timeoutMs,
    };
  }

  /** Rules about words concern what is said about a question. A vector says the same at any time. */
  private rulingOn({ tenant, cache }: EmbeddingsCommand, read?: EmbeddingsRequest): Ruling {
    const facts = { tenant, route: ENDPOINT, text: '', model: read?.model ?? '', tools: [], searches: false };
    return this.tools.rules.decide(facts, cache?.ttl);
  }

  /** Of the whole request: each item has a key of its own. */
  private ask(
    command: EmbeddingsCommand,
    { upstream }: ModelRoute,
    request?: EmbeddingsRequest,
  ): ResolvedEmbeddings['ask'] {
    const query = orderedQuery(searchAt(upstream.query, command.search ?? ''));
    const headers = identityHeaders(KIND, command.headers);
    const profile = {
      provider: upstream.name,
      headers,
      body: request?.profile ?? {},
      ...(query && { query }),
    };
    const asked = { endpoint: ENDPOINT, profile, question: null, instructions: [], isCompared: false };
    return askOf(command, asked, this.tools);
  }
}

/** The query and the body byte for byte, without our own member, and with the items that are asked for. */
function callOf(command: EmbeddingsCommand, route: ModelRoute, asked?: AskedBatch): WireCall | undefined {
  const { headers, search = '' } = command;
  const own = withModelOf(route, command);
  const body = asked && !asked.isWhole ? replaceMember(own, 'input', JSON.stringify(asked.items)) : own;
  if (!body) return undefined;
  return {
    method: 'POST',
    path: PATH + search,
    body,
    headers: shapingHeaders(KIND, headers),
    model: route.model,
    // Vectors of two models have nothing in common.
    isPinned: true,
  };
}
