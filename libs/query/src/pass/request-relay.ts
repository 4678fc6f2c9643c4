import { Readable } from 'node:stream';
import { RagCacheError } from '@app/core';
import { passedHeaders, type Deadline, type WireFormats, type WireUpstreams } from '@app/llm';
import type { Caller } from '../request.js';
import type { UpstreamGate } from '../upstream/upstream-gate.js';
import type { RelayCommand, RelayedResponse } from './relay-command.js';
import { isClosed, segmentsOf, type ClosedRoute } from './pass-route.js';
import { isComputation } from './shared-account.js';

export interface RequestRelayTools {
  readonly formats: WireFormats;
  readonly upstreams: WireUpstreams;
  readonly gate: UpstreamGate;
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
   * @throws (or rejects with) RagCacheError `not_found` or `forbidden` for a route that is not passed on, and otherwise as
   *   `WireUpstream.pass` does. `overloaded` when there is no room for the call.
   */
  async pass(command: RelayCommand, caller: Caller): Promise<RelayedResponse> {
    this.check(command);
    const { tenant, method, path, search, body } = command;
    const { provider } = this.tools.formats[command.format];
    const call = { method, route: path + search, headers: passedHeaders(command.headers), body };
    this.tools.gate.enter(tenant);
    try {
      const response = await this.tools.upstreams[provider].pass(call, this.deadline(caller));
      return { ...response, body: this.leaving(Readable.from(response.body, { objectMode: false }), tenant) };
    } catch (error) {
      this.tools.gate.leave(tenant);
      throw faultOf(error);
    }
  }

  private check({ method, path, isShared }: RelayCommand): void {
    const segments = segmentsOf(path);
    if (isClosed(method, segments, this.settings.closed))
      throw new RagCacheError('forbidden', 'Your operator has closed this route (PASS_ROUTES).');
    if (!isShared || isComputation(method, segments)) return;
    throw new RagCacheError(
      'forbidden',
      'Several tenants share this account of the provider, and this route can reach what another tenant made. Your operator can open it with PASS_SHARED=true.',
    );
  }

  private deadline(caller: Caller): Deadline {
    const { timeoutMs } = this.settings;
    const until = performance.now() + timeoutMs;
    const signal = AbortSignal.any([caller.signal, AbortSignal.timeout(timeoutMs)]);
    return { signal, remainingMs: () => until - performance.now() };
  }

  /** The call takes up room until its body has ended in whatever way. */
  private leaving(body: Readable, tenant: string): Readable {
    return body.once('close', () => this.tools.gate.leave(tenant));
  }
}

/** The upstream is not to blame for a body of the caller that breaks off or is too large. */
function faultOf(error: unknown): unknown {
  const cause = (error as Error).cause;
  return cause instanceof RagCacheError ? cause : error;
}
