import type { WireName } from '@app/llm';
import type { FastifyRequest } from 'fastify';

/** The paths of the endpoints that speak a provider's wire format. */
export const DROP_IN_PATHS = {
  'chat-completions': '/v1/chat/completions',
  responses: '/v1/responses',
  'input-tokens': '/v1/responses/input_tokens',
  messages: '/v1/messages',
  'count-tokens': '/v1/messages/count_tokens',
} as const satisfies Record<WireName, string>;

/** Embeddings in OpenAI's format. */
export const EMBEDDINGS_PATH = '/v1/embeddings';
/** Azure's older path of Chat Completions. It names a deployment, which is the model. */
export const AZURE_CHAT_COMPLETIONS = '/openai/deployments/:deployment/chat/completions';

const PREFIX = '/v1/';
const AZURE_PREFIX = '/openai/';
/** Every other route of the providers. */
export const PASS_ROUTE = 'v1/*';
/** The same as the router spells it. */
const PASS_TEMPLATE = '/v1/*';

type Routed = Pick<FastifyRequest, 'url' | 'headers'> & {
  readonly routeOptions: Pick<FastifyRequest['routeOptions'], 'url'>;
};

/** Whether a path belongs to the drop-in endpoints. */
export function isDropInPath(path: string): boolean {
  return path.startsWith(PREFIX) || path.startsWith(AZURE_PREFIX);
}

/** Whether the body and the errors of a request have a provider's format, on a known route or not. */
export function isDropIn(request: Pick<Routed, 'url' | 'routeOptions'>): boolean {
  return isDropInPath(pathOf(request));
}

/**
 * The wire format of a request. Both providers list their models at the same path, and only Anthropic's clients send a version
 * header.
 */
export function formatOf(request: Routed): WireName {
  const path = pathOf(request);
  if (path.startsWith(DROP_IN_PATHS.messages)) return 'messages';
  if (path.startsWith(DROP_IN_PATHS.responses)) return 'responses';
  const isOpenAi = [DROP_IN_PATHS['chat-completions'], AZURE_PREFIX].some((own) => path.startsWith(own));
  if (isOpenAi || path === EMBEDDINGS_PATH) return 'chat-completions';
  return request.headers['anthropic-version'] === undefined ? 'chat-completions' : 'messages';
}

/** Whether a request is passed on to a provider as it comes. */
export function isPassed({ routeOptions }: Pick<Routed, 'routeOptions'>): boolean {
  return routeOptions.url === PASS_TEMPLATE;
}

/** The template of the route where there is one: a URL may spell the path in many ways, with escapes or with a host before it. */
function pathOf({ url, routeOptions }: Pick<Routed, 'url' | 'routeOptions'>): string {
  return routeOptions.url === undefined || routeOptions.url === PASS_TEMPLATE ? url : routeOptions.url;
}
