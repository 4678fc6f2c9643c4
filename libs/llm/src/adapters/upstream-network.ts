import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, EnvHttpProxyAgent, fetch as undiciFetch, type Dispatcher, type RequestInit } from 'undici';

/** Which proxies to use; none by default. `noProxy` lists hosts as the variable NO_PROXY does. */
export interface Proxies {
  readonly https?: string;
  readonly http?: string;
  readonly noProxy?: string;
}

/** A call ends by its deadline's signal alone; undici's own five minutes would cut slow streams short. */
const TIMEOUTS = { headersTimeout: 0, bodyTimeout: 0 };

/** The way out: connections that are reused, proxies, and a `fetch` for the SDKs that never follows a redirect. */
@Injectable()
export class UpstreamNetwork implements OnApplicationShutdown {
  private readonly dispatcher: Dispatcher;

  constructor(proxies: Proxies) {
    this.dispatcher = dispatcherFor(proxies);
  }

  /** undici's, not Node's own: a dispatcher works only with the undici that it comes from. */
  readonly fetch: typeof fetch = (url, init) => {
    const options = { ...(init as RequestInit), redirect: 'error' as const, dispatcher: this.dispatcher };
    return undiciFetch(url, options) as Promise<unknown> as Promise<Response>;
  };

  /** Ends what is still in the air. */
  async onApplicationShutdown(): Promise<void> {
    await this.dispatcher.destroy();
  }
}

/** undici reads the process's environment for what is `undefined`, so that every value is given. */
function dispatcherFor({ https = '', http = '', noProxy = '' }: Proxies): Dispatcher {
  if (!https && !http) return new Agent(TIMEOUTS);
  return new EnvHttpProxyAgent({ ...TIMEOUTS, httpsProxy: https, httpProxy: http, noProxy });
}
