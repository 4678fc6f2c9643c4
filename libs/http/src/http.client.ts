import { Readable } from 'node:stream';
import type { OnApplicationShutdown } from '@nestjs/common';
import {
  Agent,
  EnvHttpProxyAgent,
  fetch as undiciFetch,
  Pool,
  type Dispatcher,
  type RequestInit,
} from 'undici';
import { boundedResponse } from './bounded.body.js';
import type { Proxies } from './proxy.env.js';
import { ReuseAwareClient, StaleConnection } from './reuse-aware.client.js';

/** A request as it goes out. Only the headers that HTTP needs are added to it. */
export interface RawCall extends Pick<Dispatcher.RequestOptions, 'method' | 'body'> {
  readonly origin: string;
  /** With its query, byte for byte. A URL object would encode some characters differently. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const OPTIONS = {
  // A call ends by its signal alone. undici's own limit of five minutes would cut slow streams short.
  headersTimeout: 0,
  bodyTimeout: 0,
  factory: (origin: string | URL, options: object): Dispatcher =>
    new Pool(origin, { ...options, factory: (...parameters) => new ReuseAwareClient(...parameters) }),
};

/**
 * The outbound HTTP client of all vendor APIs. It reuses connections, goes through the configured proxies, and never follows a
 * redirect. It has no time limits of its own: give every call a signal.
 */
export class HttpClient implements OnApplicationShutdown {
  private readonly dispatcher: Dispatcher;
  /** Uses each connection for one call. */
  private readonly uploads: Dispatcher;

  /** @param proxies the only ones used. The environment of the process is not read. */
  constructor(proxies: Proxies) {
    this.dispatcher = dispatcherFor(proxies, OPTIONS);
    this.uploads = dispatcherFor(proxies, { ...OPTIONS, pipelining: 0 });
  }

  /**
   * For the vendors' SDKs. A compressed body that decodes to more than `LONGEST_DECODED` bytes fails with `BodyTooLong`.
   * It is undici's fetch and not Node's: a dispatcher works only with the undici that it comes from.
   */
  readonly fetch: typeof fetch = async (url, init) => {
    const options = { ...(init as RequestInit), redirect: 'error' as const, dispatcher: this.dispatcher };
    return boundedResponse(await undiciFetch(url, options));
  };

  /**
   * Resolves for every status, with the body as it is sent. A call on a stale connection is made once more. A body that is a stream
   * can be sent only once, so such a call gets a new connection of its own.
   */
  async request(call: RawCall): Promise<Dispatcher.ResponseData> {
    const isOnce = call.body instanceof Readable;
    const dispatcher = isOnce ? this.uploads : this.dispatcher;
    const send = () => unlessAborted(call.signal, () => dispatcher.request({ ...call }));
    return send().catch((error: unknown) => {
      if (error instanceof StaleConnection && !isOnce) return send();
      throw error;
    });
  }

  /** Lets calls in progress finish, then closes the connections. */
  async close(): Promise<void> {
    await Promise.all([this.dispatcher.close(), this.uploads.close()]);
  }

  /** Aborts the calls in progress. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.dispatcher.destroy(), this.uploads.destroy()]);
  }
}

/** Every value is given, because undici reads the process's environment for each one that is `undefined`. */
function dispatcherFor({ https = '', http = '', noProxy = '' }: Proxies, options: Agent.Options): Dispatcher {
  if (!https && !http) return new Agent(options);
  return new EnvHttpProxyAgent({ ...options, httpsProxy: https, httpProxy: http, noProxy });
}

/** Settles as the work does, or rejects at once when the signal aborts. undici ignores the signal while it connects. */
function unlessAborted<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const leave = () => reject(signal.reason as Error);
    const stay = () => signal.removeEventListener('abort', leave);
    signal.addEventListener('abort', leave, { once: true });
    work().finally(stay).then(resolve, reject);
  });
}
