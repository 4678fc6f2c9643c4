/** The ways to present a key, by the name that a row of UPSTREAMS_FILE gives in `auth`. Each returns headers. */
export const AUTH_SCHEMES = {
  bearer: (key: string) => ({ authorization: `Bearer ${key}` }),
  'api-key': (key: string) => ({ 'api-key': key }),
  'x-api-key': (key: string) => ({ 'x-api-key': key }),
} as const satisfies Record<string, (key: string) => Readonly<Record<string, string>>>;

export type AuthScheme = keyof typeof AUTH_SCHEMES;

export const AUTH_NAMES = Object.keys(AUTH_SCHEMES) as AuthScheme[];

/** The headers that present the operator's key; none when there is no key. */
export function credentialsOf({
  auth,
  apiKey,
}: {
  readonly auth: AuthScheme;
  readonly apiKey?: string;
}): Readonly<Record<string, string>> {
  return apiKey === undefined ? {} : AUTH_SCHEMES[auth](apiKey);
}
