import { Client, DecoratorHandler, type Dispatcher } from 'undici';

/** Codes of a call that fails because the other side has closed its socket: undici's and Node's. */
const CLOSED = new Set<unknown>(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * The other side had closed a reused connection before the call was written to it, and no byte of an answer has come. The call
 * may safely be made once more.
 */
export class StaleConnection extends Error {
  constructor(cause: unknown) {
    super('The kept connection had been closed by the other side.', { cause });
    this.name = 'StaleConnection';
  }
}

/** A connection that knows whether its socket has served an earlier call. */
export class ReuseAwareClient extends Client {
  private calls = 0;

  constructor(...parameters: ConstructorParameters<typeof Client>) {
    super(...parameters);
    this.on('connect', () => (this.calls = 0));
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandlers): boolean {
    return super.dispatch(options, new ReuseAwareHandler(handler, () => this.calls++ > 0));
  }
}

/** Reports a failure as `StaleConnection` when it was one. */
class ReuseAwareHandler extends DecoratorHandler implements Dispatcher.DispatchHandlers {
  private isReused = false;
  private hasBegun = false;

  constructor(
    private readonly inner: Dispatcher.DispatchHandlers,
    private readonly takeSocket: () => boolean,
  ) {
    super(inner);
  }

  onConnect(abort: (error?: Error) => void): void {
    this.isReused = this.takeSocket();
    this.inner.onConnect?.(abort);
  }

  onResponseStarted(): void {
    this.hasBegun = true;
    this.inner.onResponseStarted?.();
  }

  onError(error: Error): void {
    const isStale = this.isReused && !this.hasBegun && CLOSED.has((error as NodeJS.ErrnoException).code);
    this.inner.onError?.(isStale ? new StaleConnection(error) : error);
  }
}
