import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

/** What happens to the bytes that pass; each in both directions unless said. */
export interface Trouble {
  /** Every chunk from the server is held back so long. Milliseconds. */
  readonly latency?: number;
  /** Connections are taken and bytes swallowed: the server has gone silent. A connection that lost bytes stays silent. */
  readonly blackHole?: boolean;
  /** New connections are refused and open ones reset. */
  readonly down?: boolean;
  /** A connection is cut after so many bytes from the server. */
  readonly cutAfter?: number;
  /** From the first chunk on that has this in it, what a connection sends is held until `release`, also when the client has left. */
  readonly hold?: RegExp;
  /** A connection is cut in the place of the first chunk that has this in it. */
  readonly cutAt?: RegExp;
}

/** A TCP proxy on loopback in front of one server, whose trouble is set while it runs. */
export interface ChaosProxy {
  readonly port: number;
  set(trouble: Trouble): void;
  /** How many connections are held, and how many of them their clients have given up. */
  held(): { readonly all: number; readonly abandoned: number };
  /** Lets go what is held; what comes after it passes. */
  release(): void;
  close(): Promise<void>;
}

export async function startChaosProxy(target: number): Promise<ChaosProxy> {
  let trouble: Trouble = {};
  const sockets = new Set<Socket>();
  const held = new Map<Socket, Buffer[]>();
  const abandoned = new WeakSet<Socket>();
  const pass = (client: Socket, upstream: Socket, bytes: Buffer) => {
    const text = bytes.toString('latin1');
    if (trouble.cutAt?.test(text)) return void client.destroy();
    if (trouble.hold?.test(text) && !held.has(upstream)) held.set(upstream, []);
    const waiting = held.get(upstream);
    if (waiting) waiting.push(bytes);
    else upstream.write(bytes);
  };
  const server = createServer((client) => {
    if (trouble.down) return void client.resetAndDestroy();
    const upstream = createConnection(target, '127.0.0.1');
    for (const socket of [client, upstream]) track(socket, sockets);
    let isLost = false;
    const swallows = () => (isLost ||= trouble.blackHole === true);
    client.on('data', (bytes) => void (swallows() || pass(client, upstream, bytes)));
    passBack(upstream, client, () => ({ ...trouble, blackHole: swallows() }));
    client.on('close', () => void (held.has(upstream) ? abandoned.add(upstream) : upstream.destroy()));
    upstream.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    set: (next) => {
      trouble = next;
      if (next.down) for (const socket of sockets) socket.resetAndDestroy();
    },
    held: () => ({ all: held.size, abandoned: [...held.keys()].filter((one) => abandoned.has(one)).length }),
    release: () => {
      for (const [upstream, chunks] of held) upstream.write(Buffer.concat(chunks));
      held.clear();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function passBack(upstream: Socket, client: Socket, trouble: () => Trouble): void {
  let passed = 0;
  upstream.on('data', (bytes) => {
    const { latency = 0, blackHole, cutAfter = Infinity } = trouble();
    if (blackHole) return;
    const allowed = bytes.subarray(0, Math.max(0, cutAfter - passed));
    passed += allowed.length;
    const pass = () => {
      client.write(allowed);
      if (passed >= cutAfter) client.destroy();
    };
    if (latency > 0) setTimeout(pass, latency);
    else pass();
  });
}

function track(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.on('close', () => sockets.delete(socket));
}
