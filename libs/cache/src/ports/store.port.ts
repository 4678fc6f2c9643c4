import { Part } from '@app/core';
import type { RemoteServer } from '../resilience/remote-server.js';

/** A part that keeps something, in this process or on a server. */
export abstract class Store extends Part {
  /** The server it lives on, shared with the other stores there; absent for what lives in this process. */
  readonly server?: RemoteServer;
}
