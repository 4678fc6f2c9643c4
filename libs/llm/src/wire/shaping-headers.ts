import type { ProviderName } from '@app/core';
import { byProvider, PROVIDER_DESCRIPTORS } from '../adapters/provider.table.js';

/** The names of the caller's headers that shape answers, by provider. */
export const SHAPING_HEADERS = byProvider(({ shapingHeaders }) => Object.keys(shapingHeaders));

/**
 * The caller's headers that go upstream, with the defaults of those that the caller left out. The values of a header that came
 * several times are joined.
 * @param headers names in lower case, as Node gives them.
 */
export function shapingHeaders(
  provider: ProviderName,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const known = Object.entries(PROVIDER_DESCRIPTORS[provider].shapingHeaders);
  const values = known.map(
    ([name, header]) => [name, String(headers[name] ?? '') || header.default] as const,
  );
  return Object.fromEntries(values.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The same headers in one spelling, for identity. The headers that go upstream keep the caller's spelling. */
export function identityHeaders(...parameters: Parameters<typeof shapingHeaders>): Record<string, string> {
  const { shapingHeaders: known } = PROVIDER_DESCRIPTORS[parameters[0]];
  const entries = Object.entries(shapingHeaders(...parameters)).map(
    ([name, value]) => [name, known[name]?.isList ? sortedNames(value) : value.trim()] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** The order of the names, and names that come twice, have no meaning. */
function sortedNames(value: string): string {
  const names = value.split(',').map((name) => name.trim());
  return [...new Set(names.filter(Boolean))].sort().join(',');
}
