import { Part } from '@app/core';
import type { RemoteServer } from '../resilience/remote-server.js';

/** A part that keeps something, in this process or on a server. */
export abstract class Store extends Part {
  /** The server it lives on, shared with the other stores there; absent for what lives in this process. */
  readonly server?: RemoteServer;

  /** How many things it holds, those of all tenants, where that is cheap to say. A server's own metrics say it better. */
  size(): number | undefined {
    return undefined;
  }
}
