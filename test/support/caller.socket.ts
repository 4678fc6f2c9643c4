import { connect, type Socket } from 'node:net';

/** How a connection ended, as its caller saw it; `refused` = nobody took it. */
export type Ending = 'closed' | 'reset' | 'refused';

/** A caller that writes requests itself and takes note of what comes back. */
export class CallerSocket {
  /** Never rejects. */
  readonly ended: Promise<Ending>;
  private readonly socket: Socket;
  private text = '';

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1').setEncoding('latin1');
    this.socket.on('data', (chunk: string) => (this.text += chunk));
    this.ended = new Promise((resolve) => {
      this.socket.once('end', () => resolve('closed'));
      this.socket.once('error', ({ code }: NodeJS.ErrnoException) =>
        resolve(code === 'ECONNREFUSED' ? 'refused' : 'reset'),
      );
    });
  }

  /** Resolves when the kernel of the other side has taken the connection, or it has ended. */
  async isOpen(): Promise<boolean> {
    if (this.socket.connecting) {
      await Promise.race([new Promise((resolve) => this.socket.once('connect', resolve)), this.ended]);
    }
    return !this.socket.destroyed;
  }

  write(text: string): void {
    this.socket.write(text);
  }

  /** The heads of all responses so far. */
  responses(): string[] {
    return this.text.split(/(?=HTTP\/1\.1 \d{3} )/).filter(Boolean);
  }

  close(): void {
    this.socket.destroy();
  }
}
