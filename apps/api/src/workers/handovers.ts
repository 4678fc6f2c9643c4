import type { Worker } from 'node:cluster';
import type { AcceptedConnections } from '../draining/accept-queue.js';

/** The message of node:cluster that hands a connection to a worker. The worker acknowledges its number. */
interface Handover {
  readonly act?: string;
  readonly seq?: number;
}

interface Connection {
  close(): void;
}

/**
 * Tracks the connections that this process accepts and hands to its workers. When a worker dies, Node keeps the connections that
 * were on their way to it open and forgets them, and their callers would wait for ever. They are closed here.
 * Node has no public interface for this, so this class reads the private messages of node:cluster (`newconn` and its
 * acknowledgement). It is the only place that uses private parts of Node. If a version of Node changes these messages, the class
 * does nothing, and only such connections and the exact moment of closing the port are lost.
 */
export class Handovers implements AcceptedConnections {
  private sent = 0;
  private unacknowledged = 0;
  private heldBack?: (() => void)[];

  get accepted(): number {
    return this.sent;
  }

  get hasPending(): boolean {
    return this.unacknowledged > 0;
  }

  /** Runs the work, and delays its messages to workers until it is done: sending may let another process run for a while. */
  withoutSending(work: () => void): void {
    this.heldBack = [];
    work();
    const sends = this.heldBack;
    this.heldBack = undefined;
    for (const send of sends) send();
  }

  watch(worker: Worker): void {
    const { process: child } = worker;
    const send = child.send.bind(child) as (...message: unknown[]) => boolean;
    const underway = new Map<number, Connection>();
    child.send = (message: Handover, connection?: unknown, ...rest: unknown[]) => {
      if (message.act === 'newconn' && connection) {
        underway.set(message.seq!, connection as Connection);
        this.sent++;
        this.unacknowledged++;
      }
      if (!this.heldBack) return send(message, connection, ...rest);
      this.heldBack.push(() => send(message, connection, ...rest));
      return true;
    };
    child.on('internalMessage', ({ ack }: { ack?: number }) => {
      if (underway.delete(ack!)) this.unacknowledged--;
    });
    child.once('exit', () => {
      this.unacknowledged -= underway.size;
      for (const connection of underway.values()) connection.close();
    });
  }
}
