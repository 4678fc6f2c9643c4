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
