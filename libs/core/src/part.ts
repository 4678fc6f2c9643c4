/** A part of the service that can fail on its own: a store, an index, a model. */
export abstract class Part {
  /** Resolves when the part can serve. Rejects within a second when it can't. */
  abstract ping(): Promise<void>;
  /** Finishes accepted work, then frees files, sockets and threads. It may be called twice. */
  abstract close(): Promise<void>;
}
