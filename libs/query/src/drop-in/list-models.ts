import { buffer } from 'node:stream/consumers';
import { shapingHeaders, type WireFormats, type WireName, type WireUpstreams } from '@app/llm';
import { callDeadline } from '../upstream/call-deadline.js';
import type { UpstreamGate } from '../upstream/upstream-gate.js';
import type { Caller } from '../request.js';
import type { DropInCommand } from './drop-in.types.js';

/** A request for the models of a provider. */
export interface ModelsQuery {
  /** From the API key and nothing else. */
  readonly tenant: string;
  readonly format: WireName;
  /** As in a URL: empty, or with its question mark. */
  readonly search: string;
  readonly headers: DropInCommand['headers'];
}

/** The provider's own answer. */
export interface ModelsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface ListModelsTools {
  readonly formats: WireFormats;
  readonly upstreams: WireUpstreams;
  readonly gate: UpstreamGate;
}

/** Passes the request for a provider's models on. */
export class ListModels {
  constructor(
    private readonly tools: ListModelsTools,
    private readonly timeoutMs: number,
  ) {}

  /** Rejects with `RagCacheError` when there is no answer or no room for the call, and when the caller leaves. */
  list(query: ModelsQuery, caller: Caller): Promise<ModelsAnswer> {
    return this.tools.gate.pass(query.tenant, () => this.ask(query, caller));
  }

  private async ask({ format, search, headers }: ModelsQuery, caller: Caller): Promise<ModelsAnswer> {
    const { provider, modelsPath } = this.tools.formats[format];
    const path = modelsPath + search;
    const call = { method: 'GET', path, headers: shapingHeaders(provider, headers) } as const;
    const response = await this.tools.upstreams[provider].send(call, callDeadline(caller, this.timeoutMs));
    return { ...response, body: await buffer(response.body) };
  }
}
