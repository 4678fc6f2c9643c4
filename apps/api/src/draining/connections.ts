import type { Server, Socket } from 'node:net';
import type { AcceptedConnections } from './accept-queue.js';

/** The open connections of a server. */
export class Connections implements AcceptedConnections {
  private readonly sockets = new Set<Socket>();
  private everAccepted = 0;

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.everAccepted++;
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  get open(): number {
    return this.sockets.size;
  }

  /** The number of connections so far. */
  get accepted(): number {
    return this.everAccepted;
  }

  /** A number that changes whenever a connection opens, closes or sends a byte. */
  get activity(): number {
    let activity = this.everAccepted;
    for (const { bytesRead } of this.sockets) activity += bytesRead;
    return activity;
  }
}
