import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy on loopback in front of one server that passes everything on, and writes down what clients send. */
export interface RecordingProxy {
  readonly port: number;
  /** What each connection brought, byte for byte; the first one first. */
  heard(): string[];
  close(): Promise<void>;
}

export async function startRecordingProxy(target: number): Promise<RecordingProxy> {
  const recordings: Buffer[][] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = createConnection(target, '127.0.0.1');
    const recording: Buffer[] = [];
    recordings.push(recording);
    client.on('data', (bytes) => recording.push(bytes));
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => recordings.map((chunks) => Buffer.concat(chunks).toString('latin1')),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
