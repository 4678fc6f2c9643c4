import { Client, DecoratorHandler, type Dispatcher } from 'undici';
import { StaleConnection } from './stale-connection.error.js';

/** How a call ends when the other side has closed its socket; undici's code and Node's. */
const CLOSED = new Set<unknown>(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

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

/** Turns the failure of a call into `StaleConnection` when it was one. */
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
