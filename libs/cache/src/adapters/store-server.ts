import type { RemoteStoresEnv } from '../remote-stores.env.js';

/** A setting that stops the start, and the value that would be right. */
export interface RemoteStoreProblem {
  readonly variable: string;
  readonly message: string;
}

/** A kind of server that stores live on. Each vendor's folder holds one, and the rows of its stores name it. */
export interface StoreServer {
  readonly name: string;
  /** The settings that are missing or contradict each other. @param mustBeLocked no server on another machine without credentials. */
  problems(environment: RemoteStoresEnv, mustBeLocked: boolean): RemoteStoreProblem[];
}
