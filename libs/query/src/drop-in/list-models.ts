import { buffer } from 'node:stream/consumers';
import {
  shapingHeaders,
  type Deadline,
  type ModelRoutes,
  type ReachableUpstream,
  type WireFormats,
  type WireName,
} from '@app/llm';
import { callDeadline } from '../upstream/call-deadline.js';
import type { UpstreamGate } from '../upstream/upstream-gate.js';
import type { Caller } from '../request.js';
import type { DropInCommand } from './drop-in.types.js';
import { mergedModels, type ListedModels, type ModelsAnswer } from './merged-models.js';

/** A request for the models of a provider. */
export interface ModelsQuery {
  /** From the API key and nothing else. */
  readonly tenant: string;
  readonly format: WireName;
  /** As in a URL: empty, or with its question mark. */
  readonly search: string;
  readonly headers: DropInCommand['headers'];
}

export interface ListModelsTools {
  readonly formats: WireFormats;
  readonly routes: ModelRoutes;
  readonly gate: UpstreamGate;
}

/** The most that a provider lists at once. Without it Anthropic lists twenty. */
const WHOLE_LIST = { openai: '', anthropic: '?limit=1000' } as const;

/** A silent upstream does not keep the list of the others. Milliseconds. */
const LONGEST_WAIT_MS = 10_000;

/** Lists the models that a caller can name. The list of a single upstream is passed on as it is. */
export class ListModels {
  constructor(
    private readonly tools: ListModelsTools,
    private readonly timeoutMs: number,
  ) {}

  /** Rejects with `RagCacheError` when there is no answer or no room for the call, and when the caller leaves. */
  list(query: ModelsQuery, caller: Caller): Promise<ModelsAnswer> {
    return this.tools.gate.pass(query.tenant, () => this.ask(query, caller));
  }

  private async ask(query: ModelsQuery, caller: Caller): Promise<ModelsAnswer> {
    const { formats, routes } = this.tools;
    const { provider } = formats[query.format];
    const upstreams = routes.reachable(provider, query.tenant);
    const [only, ...others] = upstreams;
    if (others.length === 0 && only === routes.shorthand[provider])
      return this.askOne(only, query, callDeadline(caller, this.timeoutMs));
    const deadline = callDeadline(caller, Math.min(this.timeoutMs, LONGEST_WAIT_MS));
    const all = { ...query, search: WHOLE_LIST[provider] };
    const lists = await Promise.all(upstreams.map((upstream) => this.listOf(upstream, all, deadline)));
    return mergedModels(provider, lists, { routes, tenant: query.tenant });
  }

  /** One upstream that fails does not spoil the list of the others. */
  private listOf(upstream: ReachableUpstream, query: ModelsQuery, deadline: Deadline): Promise<ListedModels> {
    return this.askOne(upstream, query, deadline).then(
      (answer) => ({ upstream, answer }),
      (error: unknown) => ({ upstream, error }),
    );
  }

  private async askOne(
    { kind, wire }: ReachableUpstream,
    { format, search, headers }: ModelsQuery,
    deadline: Deadline,
  ): Promise<ModelsAnswer> {
    const path = this.tools.formats[format].modelsPath + search;
    const call = { method: 'GET', path, headers: shapingHeaders(kind, headers) } as const;
    const response = await wire.send(call, deadline);
    return { ...response, body: await buffer(response.body) };
  }
}
