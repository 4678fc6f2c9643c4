import { IsOptional, IsString, IsUrl } from 'class-validator';

/** The proxies of outbound calls; none by default. `noProxy` lists hosts as the variable NO_PROXY does. */
export interface Proxies {
  readonly https?: string;
  readonly http?: string;
  readonly noProxy?: string;
}

const HTTP_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };
const MESSAGE = '$property must be an http or https URL, e.g. http://proxy.internal:3128.';

/** Settings for outbound calls. */
export class ProxyEnv {
  /** Proxy for upstreams with an https base URL; HTTP_PROXY serves them too when this is unset. */
  @IsOptional()
  @IsUrl(HTTP_URL, { message: MESSAGE })
  HTTPS_PROXY?: string;

  /** Proxy for upstreams with an http base URL. */
  @IsOptional()
  @IsUrl(HTTP_URL, { message: MESSAGE })
  HTTP_PROXY?: string;

  /** Hosts that need no proxy: `host`, `.domain`, `host:port`, comma-separated, or `*`. */
  @IsOptional()
  @IsString()
  NO_PROXY?: string;

  /** The lower-case spellings mean the same, and win. */
  @IsOptional()
  @IsUrl(HTTP_URL, { message: MESSAGE })
  https_proxy?: string;

  @IsOptional()
  @IsUrl(HTTP_URL, { message: MESSAGE })
  http_proxy?: string;

  @IsOptional()
  @IsString()
  no_proxy?: string;
}

/** The lower-case spelling wins, as in curl. */
export function proxiesOf(environment: ProxyEnv): Proxies {
  return {
    https: environment.https_proxy ?? environment.HTTPS_PROXY,
    http: environment.http_proxy ?? environment.HTTP_PROXY,
    noProxy: environment.no_proxy ?? environment.NO_PROXY,
  };
}
