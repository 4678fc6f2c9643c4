import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A request and its response. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** The newest exchange of each connection. Responses leave in the order of their requests, so this one ends last. */
const newest = new WeakMap<Socket, Exchange>();

/** The responses of each connection that wait behind an earlier one. */
const waiting = new WeakMap<Socket, Set<ServerResponse>>();

/** Call it for every request, as soon as its head is read. */
export function beginExchange(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  newest.set(socket, { request, response });
  // A response gets its socket when its turn comes.
  if (!response.socket) closeWithConnection(response, socket);
}

/** Whether a request on this connection is still being read or answered. */
export function hasOpenExchange(socket: Socket): boolean {
  const last = newest.get(socket);
  return last !== undefined && !(last.request.complete && last.response.writableFinished);
}

/**
 * A client may send further requests before it has the first answer (HTTP pipelining). When the connection is lost, Node closes only the
 * response whose turn it is. The responses behind it are closed here, because nobody would notice otherwise that their callers left.
 */
function closeWithConnection(response: ServerResponse, socket: Socket): void {
  const responses = waiting.get(socket) ?? waitingOn(socket);
  responses.add(response);
  response.once('close', () => responses.delete(response));
}

function waitingOn(socket: Socket): Set<ServerResponse> {
  const responses = new Set<ServerResponse>();
  waiting.set(socket, responses);
  socket.once('close', () => responses.forEach(close));
  return responses;
}

/** `destroy` of a response without a socket emits no `close`, so it is emitted here. Node closes a response that has its socket. */
function close(response: ServerResponse): void {
  if (response.socket) return;
  response.destroy();
  response.emit('close');
}
