/** A collaborator that can fail on its own: a store, an index, a model. */
export abstract class Part {
  /** Resolves when the part can serve; rejects, within a second, when it can't. */
  abstract ping(): Promise<void>;
  /** Finishes what was accepted and frees files, sockets and threads. Safe to call twice. */
  abstract close(): Promise<void>;
}
