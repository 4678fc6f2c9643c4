import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  Agent,
  EnvHttpProxyAgent,
  fetch as undiciFetch,
  Pool,
  type Dispatcher,
  type RequestInit,
} from 'undici';
import { ReuseAwareClient } from './reuse-aware.client.js';
import { boundedResponse } from './bounded.response.js';
import { StaleConnection } from './stale-connection.error.js';
import { unlessAborted } from './unless-aborted.js';

/** Which proxies to use; none by default. `noProxy` lists hosts as the variable NO_PROXY does. */
export interface Proxies {
  readonly https?: string;
  readonly http?: string;
  readonly noProxy?: string;
}

/** A call as it goes out: nothing is added to it but what HTTP needs. */
export interface RawCall extends Pick<Dispatcher.RequestOptions, 'method' | 'body'> {
  readonly origin: string;
  /** With its query, byte for byte: a URL object would write some characters in another way. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const OPTIONS = {
  // A call ends by its deadline's signal alone; undici's own five minutes would cut slow streams short.
  headersTimeout: 0,
  bodyTimeout: 0,
  factory: (origin: string | URL, options: object): Dispatcher =>
    new Pool(origin, { ...options, factory: (...parameters) => new ReuseAwareClient(...parameters) }),
};

/** The way out: connections that are reused, proxies, a `fetch` for the SDKs, and calls as they are. Never follows a redirect. */
@Injectable()
export class UpstreamNetwork implements OnApplicationShutdown {
  private readonly dispatcher: Dispatcher;

  constructor(proxies: Proxies) {
    this.dispatcher = dispatcherFor(proxies);
  }

  /** undici's, not Node's own: a dispatcher works only with the undici that it comes from. */
  readonly fetch: typeof fetch = async (url, init) => {
    const options = { ...(init as RequestInit), redirect: 'error' as const, dispatcher: this.dispatcher };
    return boundedResponse(await undiciFetch(url, options));
  };

  /** Resolves for every status, with the body as it is sent. A call that met a stale connection goes out once more. */
  async request(call: RawCall): Promise<Dispatcher.ResponseData> {
    const send = () => unlessAborted(call.signal, () => this.dispatcher.request({ ...call }));
    return send().catch((error: unknown) => {
      if (error instanceof StaleConnection) return send();
      throw error;
    });
  }

  /** Ends what is still in the air. */
  async onApplicationShutdown(): Promise<void> {
    await this.dispatcher.destroy();
  }
}

/** undici reads the process's environment for what is `undefined`, so that every value is given. */
function dispatcherFor({ https = '', http = '', noProxy = '' }: Proxies): Dispatcher {
  if (!https && !http) return new Agent(OPTIONS);
  return new EnvHttpProxyAgent({ ...OPTIONS, httpsProxy: https, httpProxy: http, noProxy });
}
