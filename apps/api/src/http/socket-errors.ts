import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { PROBLEM_JSON } from '../problems/problem.js';

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** Node's own notes of what is under way on a socket: the response, and the request that is being read. */
type HttpSocket = Socket & {
  readonly _httpMessage?: object | null;
  readonly parser?: { readonly incoming: IncomingMessage | null } | null;
};

/** Answers what isn't even a request (RFC 9457 without a type of our own) and counts it, then hangs up. */
export function refuseBrokenRequest(
  this: FastifyInstance,
  error: Error & { code?: string },
  socket: HttpSocket,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = STATUS_BY_CODE[error.code ?? ''] ?? 400;
  if (!isRequest(socket)) this.requestObserver.broken(status);
  if (socket.writable) socket.write(responseOf(status));
  socket.destroy(error);
}

/** One that broke after its head is a request, answered or not: its own hooks count it. */
function isRequest({ _httpMessage: response, parser }: HttpSocket): boolean {
  return Boolean(response) || parser?.incoming?.complete === false;
}

function responseOf(status: number): string {
  const body = JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${PROBLEM_JSON}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
