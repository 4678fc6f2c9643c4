import { connect, type ConnectionOptions } from 'node:tls';

/** `silent` = nobody is there, or nobody answered anything. */
export type Speech = 'tls' | 'other' | 'silent';

/** A server that speaks no TLS may wait for the end of a line. Milliseconds. */
const HANDSHAKE_MS = 500;
const NOBODY = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether a server speaks TLS; its certificate is another matter. Says nothing but a first greeting. */
export function speechOf(options: ConnectionOptions): Promise<Speech> {
  return new Promise((found) => {
    let isConnected = false;
    const socket = connect({ ...options, rejectUnauthorized: false });
    const is = (speech: Speech) => {
      clearTimeout(timer);
      socket.destroy();
      found(speech);
    };
    const timer = setTimeout(() => is(isConnected ? 'other' : 'silent'), HANDSHAKE_MS);
    socket.once('connect', () => (isConnected = true));
    socket.once('secureConnect', () => is('tls'));
    socket.once('error', ({ code = '' }: NodeJS.ErrnoException) =>
      is(NOBODY.has(code) ? 'silent' : kind(code)),
    );
    socket.once('close', () => is(isConnected ? 'other' : 'silent'));
  });
}

/** An alert of the other side, as about a client's certificate, is TLS as well. */
function kind(code: string): Speech {
  return /ALERT|CERT/.test(code) ? 'tls' : 'other';
}
