import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { BrokenAnswer } from '../../errors.js';
import type { Deadline } from '../../llm-provider.port.js';
import type { Upstream } from '../../provider.descriptor.js';
import { passedBackHeaders } from '../../wire/passed-headers.js';
import { returnedHeaders } from '../../wire/returned-headers.js';
import { shapingHeaders } from '../../wire/shaping-headers.js';
import {
  WireUpstream,
  type PassedCall,
  type WireCall,
  type WireResponse,
} from '../../wire/wire-upstream.port.js';
import { PROVIDER_DESCRIPTORS } from '../provider.table.js';
import { credentialsOf } from '../../upstreams/auth-schemes.js';
import { pathAt } from '../../upstreams/upstream.path.js';
import { decodedBody, type Bytes } from './decoded.body.js';
import { UpstreamErrors } from '../upstream-errors.js';
import type { RawCall, HttpClient } from '@app/http';

/** Headers of every call. They ask for no compression, which costs time on both sides. A compressed answer is decoded all the same. */
const FIXED_HEADERS = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'ragcache' };

/** The answer to a conditional request, and no redirect. */
const NOT_MODIFIED = 304;

/** The highest status of RFC 9110. */
const LAST_STATUS = 599;

/** How a response is read. */
interface Reading {
  readonly deadline: Deadline;
  readonly headersOf: (headers: Dispatcher.ResponseData['headers']) => Record<string, string>;
}

/** Calls one upstream in its own wire format. */
export class UndiciWireUpstream extends WireUpstream {
  readonly name: string;
  private readonly origin: string;
  private readonly basePath: string;
  /** The headers of the operator, which replace the caller's. */
  private readonly own: Readonly<Record<string, string>>;
  private readonly errors: UpstreamErrors;

  constructor(
    private readonly upstream: Upstream,
    private readonly http: HttpClient,
  ) {
    super();
    this.name = upstream.name;
    const { origin, pathname } = new URL(upstream.baseUrl);
    this.origin = origin;
    this.basePath = pathname.replace(/(?<!\/)\/+$/, '');
    this.own = { ...upstream.headers, ...credentialsOf(upstream) };
    this.errors = new UpstreamErrors(upstream);
  }

  async send(call: WireCall, deadline: Deadline): Promise<WireResponse> {
    const response = await this.open(this.outgoing(call, deadline.signal), deadline);
    return this.received(response, { deadline, headersOf: returnedHeaders });
  }

  async pass(call: PassedCall, deadline: Deadline): Promise<WireResponse> {
    const response = await this.open(this.passing(call, deadline.signal), deadline);
    return this.received(response, { deadline, headersOf: passedBackHeaders });
  }

  private received(
    { statusCode: status, headers, body }: Dispatcher.ResponseData,
    { deadline, headersOf }: Reading,
  ): WireResponse {
    // The connection may break before the body is read. The reader then gets the error.
    body.on('error', () => undefined);
    try {
      if (status >= 300 && status < 400 && status !== NOT_MODIFIED) throw this.errors.redirected();
      const bytes = this.bytesOf(status, decodedBody(body, headers['content-encoding']), deadline);
      return { status, headers: headersOf(headers), body: this.read(bytes, body, deadline) };
    } catch (error) {
      body.destroy();
      throw error;
    }
  }

  /** @throws UpstreamError when the status or the coding is unknown. */
  private bytesOf(status: number, decoded: Bytes | undefined, deadline: Deadline): Bytes {
    if (decoded && status <= LAST_STATUS) return decoded;
    throw this.errors.duringAnswer(new BrokenAnswer('The status or the coding is unknown.'), deadline);
  }

  private async open(call: RawCall, deadline: Deadline): Promise<Dispatcher.ResponseData> {
    try {
      deadline.signal.throwIfAborted();
      deadline.onSend?.();
      return await this.http.request(call);
    } catch (error) {
      throw this.errors.beforeAnswer(error, deadline);
    }
  }

  private outgoing(call: WireCall, signal: AbortSignal): RawCall {
    const { method, path: route, model, isAzure, body, headers } = call;
    const content = body && { 'content-type': 'application/json' };
    const passing = shapingHeaders(this.upstream.kind, headers);
    const all = { ...passing, ...content, ...FIXED_HEADERS, ...this.own };
    const path = this.basePath + pathAt(this.upstream, { route, model, isAzure });
    return { method, origin: this.origin, path, body, signal, headers: all };
  }

  private passing({ method, route, model, headers, body }: PassedCall, signal: AbortSignal): RawCall {
    const { versionPath } = PROVIDER_DESCRIPTORS[this.upstream.kind];
    const path = this.basePath + pathAt(this.upstream, { route: versionPath + route, model });
    // A body that was read may have been changed since.
    const length = Buffer.isBuffer(body) && { 'content-length': String(body.length) };
    const all = { ...FIXED_HEADERS, ...headers, ...length, ...this.own };
    return { method: method as RawCall['method'], origin: this.origin, path, body, signal, headers: all };
  }

  /** Leaving the loop in any way destroys the body, and with it the upstream call. */
  private async *read(bytes: Bytes, body: Readable, deadline: Deadline): AsyncGenerator<Uint8Array> {
    try {
      yield* bytes;
    } catch (error) {
      throw this.errors.duringAnswer(error, deadline);
    } finally {
      body.destroy();
    }
  }
}
