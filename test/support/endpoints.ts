import type { SendOptions } from '../e2e/conformance/reply.js';
import { type Reply, send } from '../e2e/conformance/reply.js';
import { ACME_KEY } from '../e2e/stage.js';

/** A route that answers questions, as far as its callers' wire formats differ. */
export interface Endpoint {
  readonly path: string;
  body(question: string, stream: boolean): object;
  /** What every complete stream has. */
  readonly terminal: string;
  /** What a stream has that ended in an error. */
  readonly errorEvent: string;
}

const messages = (content: string) => [{ role: 'user', content }];

export const QUERY: Endpoint = {
  path: '/api/v1/query',
  body: (query, stream) => ({ query, stream }),
  ...{ terminal: 'event: done\n', errorEvent: 'event: error\n' },
};

export const CHAT_COMPLETIONS: Endpoint = {
  path: '/v1/chat/completions',
  body: (question, stream) => ({ model: 'gpt-sim', messages: messages(question), stream }),
  ...{ terminal: 'data: [DONE]\n', errorEvent: 'data: {"error":' },
};

export const MESSAGES: Endpoint = {
  path: '/v1/messages',
  body: (question, stream) => ({ model: 'claude-sim', max_tokens: 99, messages: messages(question), stream }),
  ...{ terminal: 'event: message_stop\n', errorEvent: 'event: error\n' },
};

export const ENDPOINTS: readonly Endpoint[] = [QUERY, CHAT_COMPLETIONS, MESSAGES];

/** Headers of a request by tenant acme. */
export const AS_ACME = { authorization: `Bearer ${ACME_KEY}`, 'content-type': 'application/json' };

export interface Asked {
  readonly question: string;
  readonly stream: boolean;
}

/** Asks at the endpoint of the service at this URL. Fails as `send` does. */
export function askAt(
  url: string,
  { path, body }: Endpoint,
  { question, stream, ...options }: Asked & Omit<SendOptions, 'headers'>,
): Promise<Reply> {
  const text = JSON.stringify(body(question, stream));
  return send(new URL(path, url), { ...options, method: 'POST', headers: AS_ACME, body: text });
}
