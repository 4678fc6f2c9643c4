import type { Worker } from 'node:cluster';
import type { AcceptedConnections } from '../draining/accept-queue.js';

/** A message of node:cluster that gives a worker a new connection; the worker acknowledges it by its number. */
interface Handover {
  readonly act?: string;
  readonly seq?: number;
}

interface Connection {
  close(): void;
}

/**
 * The connections that this process accepts and hands to its workers. Those that were on their way to a worker when it died are hung
 * up: Node keeps them open and forgets them, so that their callers would wait for ever. Should Node one day speak otherwise to its
 * workers, this does nothing.
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

  /** Runs the work, and sends after it what it says to workers: sending may give the processor to another process for a while. */
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
