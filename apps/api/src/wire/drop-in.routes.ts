import type { WireName } from '@app/llm';
import type { FastifyRequest } from 'fastify';

/** The endpoints that speak a provider's wire format, by their path. */
export const DROP_IN_PATHS = {
  'chat-completions': '/v1/chat/completions',
  messages: '/v1/messages',
} as const satisfies Record<WireName, string>;

const PREFIX = '/v1/';

type Routed = Pick<FastifyRequest, 'url' | 'headers'> & {
  readonly routeOptions: Pick<FastifyRequest['routeOptions'], 'url'>;
};

/** Whether a path is in a provider's format. */
export function isDropInPath(path: string): boolean {
  return path.startsWith(PREFIX);
}

/** Whether a request's body and errors are in a provider's format, on a known route or not. */
export function isDropIn(request: Pick<Routed, 'url' | 'routeOptions'>): boolean {
  return isDropInPath(pathOf(request));
}

/** Whose format that is. The providers' lists of models have one path, but only one provider has a version header. */
export function formatOf(request: Routed): WireName {
  const path = pathOf(request);
  if (path.startsWith(DROP_IN_PATHS.messages)) return 'messages';
  if (path.startsWith(DROP_IN_PATHS['chat-completions'])) return 'chat-completions';
  return request.headers['anthropic-version'] === undefined ? 'chat-completions' : 'messages';
}

/** A URL may spell a known path in many ways: with escapes, or with a host before it. */
function pathOf({ url, routeOptions }: Pick<Routed, 'url' | 'routeOptions'>): string {
  return routeOptions.url ?? url;
}
