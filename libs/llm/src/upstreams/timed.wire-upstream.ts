import type { Deadline } from '../llm-provider.port.js';
import {
  WireUpstream,
  type PassedCall,
  type WireCall,
  type WireResponse,
} from '../wire/wire-upstream.port.js';
import { limited } from './limited.deadline.js';

/** An upstream with a time limit of its own for each call, from its start to the last byte of its answer. */
export class TimedWireUpstream extends WireUpstream {
  constructor(
    private readonly inner: WireUpstream,
    private readonly timeoutMs: number,
  ) {
    super();
  }

  get name(): string {
    return this.inner.name;
  }

  send(call: WireCall, deadline: Deadline): Promise<WireResponse> {
    return this.inner.send(call, limited(deadline, this.timeoutMs));
  }

  pass(call: PassedCall, deadline: Deadline): Promise<WireResponse> {
    return this.inner.pass(call, limited(deadline, this.timeoutMs));
  }
}
