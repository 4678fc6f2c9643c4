import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { LoopbackServer } from './loopback.server.js';

/** A proxy that tunnels every CONNECT to one server of the spec, whatever the requested host. */
export class TunnelProxy {
  readonly asked: string[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer();

  async start(target: LoopbackServer): Promise<string> {
    this.server.on('connect', (request, socket) => {
      this.asked.push(request.url ?? '');
      const upstream = connect(Number(new URL(target.origin).port), '127.0.0.1');
      for (const end of [upstream, socket as Socket]) {
        this.sockets.add(end);
        end.on('error', () => undefined);
      }
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
      upstream.on('close', () => socket.destroy());
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
