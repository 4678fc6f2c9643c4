import type { ProviderName } from '@app/core';
import { API_VERSION } from '../adapters/anthropic/request.mapper.js';

/**
 * The headers of a caller that shape answers, by provider: they go upstream and are part of the profile, and no others are either.
 * Left out are those that belong to the caller's own key (`openai-organization`, `openai-project`, `anthropic-workspace-id`,
 * `anthropic-user-profile-id`), and what SDKs tell about themselves (`x-stainless-*`).
 */
export const SHAPING_HEADERS = {
  openai: ['openai-beta'],
  anthropic: ['anthropic-version', 'anthropic-beta'],
} as const satisfies Record<ProviderName, readonly string[]>;

/** What applies when the caller doesn't say. */
const DEFAULTS: Readonly<Record<ProviderName, Readonly<Record<string, string>>>> = {
  openai: {},
  anthropic: { 'anthropic-version': API_VERSION },
};

/** Values of a header that came several times, in one. @param headers names in lower case, as Node gives them. */
export function shapingHeaders(
  provider: ProviderName,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const given = SHAPING_HEADERS[provider]
    .map((name) => [name, String(headers[name] ?? '')] as const)
    .filter(([, value]) => value !== '');
  return { ...DEFAULTS[provider], ...Object.fromEntries(given) };
}

/** Of these a value is a list of names; neither their order nor a name that comes twice says anything. */
const LISTS: ReadonlySet<string> = new Set(['openai-beta', 'anthropic-beta']);

/** The same headers as they count for identity: what goes upstream is spelled as the caller spelled it. */
export function identityHeaders(...parameters: Parameters<typeof shapingHeaders>): Record<string, string> {
  const entries = Object.entries(shapingHeaders(...parameters));
  const alike = entries.map(
    ([name, value]) => [name, LISTS.has(name) ? listed(value) : value.trim()] as const,
  );
  return Object.fromEntries(alike.filter(([, value]) => value !== ''));
}

function listed(value: string): string {
  const names = value.split(',').map((name) => name.trim());
  return [...new Set(names.filter(Boolean))].sort().join(',');
}
