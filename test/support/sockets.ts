import { connect, type Socket } from 'node:net';

const ATTEMPT_MS = 1_000;

/** Opens so many connections that say nothing. One that isn't taken within a second is there too, waiting in the queue. */
export async function openSockets(url: string, size: number): Promise<Socket[]> {
  return Promise.all(Array.from({ length: size }, () => open(Number(new URL(url).port))));
}

export function closeAll(sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.destroy();
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  // Without a reader the end of the connection would never be seen.
  socket.resume();
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve).once('close', () => resolve());
    setTimeout(resolve, ATTEMPT_MS).unref();
  });
  return socket;
}
