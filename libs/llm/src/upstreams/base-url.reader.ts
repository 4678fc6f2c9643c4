import type { Members, ProviderName } from '@app/core';
import type { PathStyle } from '../provider.descriptor.js';

/** The address of a row, without a slash at its end. @throws SettingError that names the row and shows a good address. */
export function baseUrlOf(row: Members, kind: ProviderName, pathStyle: PathStyle): string {
  const text = row.text('base_url', /^\S+$/, 'must be an http or https URL');
  const url = parsed(text);
  if (!url) throw row.fault('base_url', 'must be an http or https URL');
  if (url.username || url.password)
    throw row.fault('base_url', 'must not hold a user or a password: use key, key_env or key_file');
  if (url.search || url.hash) throw row.fault('base_url', 'must have no query: put parameters into "query"');
  const base = text.replace(/(?<!\/)\/+$/, '');
  const fault = faultOf(base, kind, pathStyle);
  if (fault) throw row.fault('base_url', fault);
  return base;
}

function parsed(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** The service adds the rest of each path, so an address that already has a part of it would never work. */
function faultOf(base: string, kind: ProviderName, pathStyle: PathStyle): string | undefined {
  if (/\/(?:chat\/completions|messages|responses)$/.test(base))
    return 'must end before the path of an endpoint, such as /chat/completions';
  if (kind === 'anthropic' && base.endsWith('/v1')) return 'must not end in /v1, which the service adds';
  if (pathStyle === 'deployments' && /\/openai(?:\/|$)/.test(base))
    return 'must be the address of the resource alone, such as https://name.openai.azure.com';
  return undefined;
}
