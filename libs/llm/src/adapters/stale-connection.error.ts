/**
 * A connection that was kept from an earlier call had been closed by the other side when the next call was put on it, and no
 * byte of an answer had come: asking once more is safe.
 */
export class StaleConnection extends Error {
  constructor(cause: unknown) {
    super('The kept connection had been closed by the other side.', { cause });
    this.name = 'StaleConnection';
  }
}
