import { buffer } from 'node:stream/consumers';
import { shapingHeaders, type WireFormats, type WireName, type WireUpstreams } from '@app/llm';
import type { Caller } from '../search.js';
import type { DropInCommand } from './drop-in-command.js';

/** What is asked for the models of a provider. */
export interface ModelsQuery {
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

const PATHS: Readonly<Record<WireName, string>> = { 'chat-completions': '/models', messages: '/v1/models' };

/** Passes the question for a provider's models on. */
export class ListModels {
  constructor(
    private readonly formats: WireFormats,
    private readonly upstreams: WireUpstreams,
    private readonly timeoutMs: number,
  ) {}

  /** Rejects with `RagCacheError` when there is no answer, and when the caller leaves. */
  async list({ format, search, headers }: ModelsQuery, caller: Caller): Promise<ModelsAnswer> {
    const { provider } = this.formats.get(format);
    const until = performance.now() + this.timeoutMs;
    const signal = AbortSignal.any([caller.signal, AbortSignal.timeout(this.timeoutMs)]);
    const deadline = { signal, remainingMs: () => until - performance.now() };
    const path = PATHS[format] + search;
    const call = { method: 'GET', path, headers: shapingHeaders(provider, headers) } as const;
    const response = await this.upstreams.get(provider).send(call, deadline);
    return { ...response, body: await buffer(response.body) };
  }
}
