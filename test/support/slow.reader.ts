import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { AS_ACME, type Asked, type Endpoint } from './endpoints.js';

/** A caller who takes an answer at a pace of its own. */
export interface SlowReader {
  /** Takes so many bytes of what has come, or less if there is less. */
  take(bytes: number): void;
  /** Takes all the rest, as fast as it comes; ends where the connection does. */
  rest(): Promise<string>;
  /** Hangs up. */
  die(): void;
}

/** Asks on a connection of its own; nothing of the answer is read yet. */
export async function openSlowly(
  url: string,
  { path, body }: Endpoint,
  { question, stream }: Asked,
): Promise<SlowReader> {
  const call = request(new URL(path, url), { method: 'POST', headers: AS_ACME, agent: false });
  call.on('error', () => undefined).end(JSON.stringify(body(question, stream)));
  const [answer] = (await once(call, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined);
  return {
    take: (bytes) => void (answer.read(bytes) ?? answer.read()),
    rest: () => text(answer).catch(() => ''),
    die: () => void answer.destroy(),
  };
}
