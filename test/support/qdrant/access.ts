import type { IncomingHttpHeaders } from 'node:http';

/** Why a request may not go on; `undefined` = it may. */
export function refusal(headers: IncomingHttpHeaders, apiKey: string | undefined): string | undefined {
  if (apiKey === undefined) return undefined;
  const given = headers['api-key'] ?? headers.authorization?.replace(/^Bearer /, '');
  if (given === undefined) return 'Must provide an API key or an Authorization bearer token';
  return given === apiKey ? undefined : 'Invalid API key or JWT';
}
