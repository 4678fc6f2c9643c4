import { Agent, EnvHttpProxyAgent, fetch as undiciFetch, type Dispatcher, type RequestInit } from 'undici';

/** Which proxies to use; none by default. `noProxy` lists hosts as the variable NO_PROXY does. */
export interface Proxies {
  readonly https?: string;
  readonly http?: string;
  readonly noProxy?: string;
}

/** The way to the API: connections that are reused, proxies, and a `fetch` that never follows a redirect. */
export class ApiNetwork {
  private readonly dispatcher: Dispatcher;

  constructor(proxies: Proxies) {
    this.dispatcher = dispatcherFor(proxies);
  }

  /** undici's, not Node's own: a dispatcher works only with the undici that it comes from. */
  readonly fetch: typeof fetch = (url, init) => {
    const options = { ...(init as RequestInit), redirect: 'error' as const, dispatcher: this.dispatcher };
    return undiciFetch(url, options) as Promise<unknown> as Promise<Response>;
  };

  /** Lets calls in progress finish. */
  close(): Promise<void> {
    return this.dispatcher.close();
  }
}

/** undici reads the process's environment for what is `undefined`, so that every value is given. */
function dispatcherFor({ https = '', http = '', noProxy = '' }: Proxies): Dispatcher {
  if (!https && !http) return new Agent();
  return new EnvHttpProxyAgent({ httpsProxy: https, httpProxy: http, noProxy });
}
