import type { Deadline } from '../llm-provider.port.js';
import {
  WireUpstream,
  type PassedCall,
  type WireCall,
  type WireResponse,
} from '../wire/wire-upstream.port.js';

/** Names the upstream in a header of each response, for callers who could have got it from several. */
export const UPSTREAM_HEADER = 'x-upstream';

/** An upstream whose responses say who made them. */
export class NamingWireUpstream extends WireUpstream {
  constructor(private readonly inner: WireUpstream) {
    super();
  }

  get name(): string {
    return this.inner.name;
  }

  async send(call: WireCall, deadline: Deadline): Promise<WireResponse> {
    return this.named(await this.inner.send(call, deadline));
  }

  async pass(call: PassedCall, deadline: Deadline): Promise<WireResponse> {
    return this.named(await this.inner.pass(call, deadline));
  }

  private named(response: WireResponse): WireResponse {
    return { ...response, headers: { ...response.headers, [UPSTREAM_HEADER]: this.name } };
  }
}
