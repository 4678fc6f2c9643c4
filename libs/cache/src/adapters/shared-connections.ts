import type { Signals } from '@app/core';
import type { StoreSettings } from './store-settings.js';

export interface ConnectionParts {
  readonly environment: StoreSettings;
  readonly signals: Signals;
}

export type OpenConnection<Connection> = (parts: ConnectionParts) => Promise<Connection>;

/**
 * The files and servers that several stores of one process share, such as the SQLite file. Each is opened when first asked for.
 * The stores close a connection: the last of them to close, or the first if closing twice does no harm.
 */
export class SharedConnections {
  private readonly opened = new Map<OpenConnection<unknown>, Promise<unknown>>();

  constructor(private readonly parts: ConnectionParts) {}

  /** The connection that this function opens. The same function gives the same connection. */
  get<Connection>(open: OpenConnection<Connection>): Promise<Connection> {
    const known = this.opened.get(open) ?? open(this.parts);
    this.opened.set(open, known);
    return known as Promise<Connection>;
  }
}
