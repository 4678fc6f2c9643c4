import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A plain TCP server on loopback that writes down all it hears. */
export interface TcpSpy {
  readonly port: number;
  /** Everything that came, over all connections, byte for byte. */
  heard(): string;
  /** What each connection began with. */
  firstBytes(): number[];
  close(): Promise<void>;
}

/** @param reply what it says to what it hears; nothing by default. */
export async function startTcpSpy(reply: (heard: string) => string = () => ''): Promise<TcpSpy> {
  const chunks: string[] = [];
  const first: number[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('data', (bytes) => first.push(bytes[0]!));
    socket.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      chunks.push(text);
      socket.write(reply(text));
    });
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => chunks.join(''),
    firstBytes: () => first,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Answers as a Sentinel without TLS and password does that calls a port of this machine master. */
export function asSentinelOf(masterPort: number): (heard: string) => string {
  const port = `${masterPort}`;
  const master = `*2\r\n$9\r\n127.0.0.1\r\n$${port.length}\r\n${port}\r\n`;
  return (heard) =>
    heard
      .split(/(?=^\*\d+\r\n)/m)
      .filter((command) => command.startsWith('*'))
      .map((command) => {
        if (command.includes('get-master-addr-by-name')) return master;
        return /\r\nsentinels\r\n/.test(command) ? '*0\r\n' : '+OK\r\n';
      })
      .join('');
}
