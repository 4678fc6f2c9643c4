import type { WireName } from '@app/llm';

/** The endpoints that speak a provider's wire format, by their path. */
export const DROP_IN_PATHS = {
  'chat-completions': '/v1/chat/completions',
  messages: '/v1/messages',
} as const satisfies Record<WireName, string>;

const PREFIX = '/v1/';

/** Whether bodies and errors of a URL are in a provider's format, known route or not. */
export function isDropIn(url: string): boolean {
  return url.startsWith(PREFIX);
}

/** Whose format that is. The providers' lists of models have one path, but only one provider has a version header. */
export function formatOf(url: string, headers: Readonly<Record<string, unknown>>): WireName {
  if (url.startsWith(DROP_IN_PATHS.messages)) return 'messages';
  if (url.startsWith(DROP_IN_PATHS['chat-completions'])) return 'chat-completions';
  return headers['anthropic-version'] === undefined ? 'chat-completions' : 'messages';
}
