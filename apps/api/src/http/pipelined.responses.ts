import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Of each connection, the responses that wait until it is their turn. */
const waiting = new WeakMap<Socket, Set<ServerResponse>>();

/**
 * Requests may follow each other on a connection without waiting for answers (HTTP pipelining). When it is lost, Node tells only the
 * response whose turn it is. Those behind it are closed here in the same way: or nobody would ever hear that their callers left.
 */
export function closePipelinedResponse(response: ServerResponse, socket: Socket): void {
  if (response.socket) return;
  const line = waiting.get(socket) ?? lineOf(socket);
  line.add(response);
  response.once('close', () => line.delete(response));
}

function lineOf(socket: Socket): Set<ServerResponse> {
  const line = new Set<ServerResponse>();
  waiting.set(socket, line);
  socket.once('close', () => line.forEach(close));
  return line;
}

/** Node itself closes one whose turn has come. */
function close(response: ServerResponse): void {
  if (response.socket) return;
  response.destroy();
  response.emit('close');
}
