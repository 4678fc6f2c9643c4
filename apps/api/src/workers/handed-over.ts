import type { Worker } from 'node:cluster';

/** A message of node:cluster that gives a worker a new connection; the worker acknowledges it by its number. */
interface Handover {
  readonly act?: string;
  readonly seq?: number;
}

interface Connection {
  close(): void;
}

/**
 * Hangs up connections that were on their way to a worker when it died. Node keeps them open and forgets them, so that
 * their callers would wait for ever. Should Node one day speak otherwise to its workers, this does nothing.
 */
export function hangUpWith(worker: Worker): void {
  const { process: child } = worker;
  const send = child.send.bind(child) as (...message: unknown[]) => boolean;
  const underway = new Map<number, Connection>();
  child.send = (message: Handover, connection?: unknown, ...rest: unknown[]) => {
    if (message.act === 'newconn' && connection) underway.set(message.seq!, connection as Connection);
    return send(message, connection, ...rest);
  };
  child.on('internalMessage', ({ ack }: { ack?: number }) => underway.delete(ack!));
  child.once('exit', () => {
    for (const connection of underway.values()) connection.close();
  });
}
