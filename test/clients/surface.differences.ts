import type { ReceivedRequest } from '@app/http/testing';

/** A response as a client program tells of it. */
export interface ToldAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64, or the words of an error. */
  readonly body: string;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Headers of a request that docs/api.md lists as changed, and those of one connection. */
const CHANGED_ON_THE_WAY_UP = new Set([
  ...['authorization', 'x-api-key', 'anthropic-workspace-id'],
  ...['cookie', 'accept-encoding', 'sec-fetch-mode'],
  ...['host', 'connection'],
]);

/** Headers of a response that docs/api.md lists as changed, and those that belong to a connection. */
const CHANGED_ON_THE_WAY_BACK = new Set([
  ...['set-cookie', 'openai-organization', 'x-request-id', 'x-upstream-request-id'],
  ...['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'],
]);

/** Which headers are compared: those of the request that go up, and those of the response that come back. */
export interface ComparedHeaders {
  sent(name: string): boolean;
  returned(name: string): boolean;
}

/** On routes that are passed on. */
export const ALL_HEADERS: ComparedHeaders = { sent: () => true, returned: () => true };

/** On routes whose answers may be shared; docs/api.md names them. The service's own `User-Agent` stands there instead of the caller's. */
export const SHARED_HEADERS: ComparedHeaders = {
  sent: (name) => /^(content-type|accept|openai-beta|anthropic-(version|beta))$/.test(name),
  returned: (name) => /^(content-type|request-id|openai-(version|processing-ms)|x-ratelimit-.*)$/.test(name),
};

/** What differs between a request that the provider got from the client itself and one that the service passed on. */
export function requestDifferences(
  direct: readonly ReceivedRequest[],
  passed: readonly ReceivedRequest[],
  { sent }: ComparedHeaders,
): string[] {
  const [one, other] = [direct[0], passed[0]];
  if (!one || !other || direct.length + passed.length !== 2)
    return [`${direct.length} requests to the provider, ${passed.length} through the service`];
  const [from, to] = [unbounded(one), unbounded(other)];
  return [
    ...different('line', `${one.method} ${one.path}`, `${other.method} ${other.path}`),
    ...headerDifferences(only(from.headers, sent), to.headers, CHANGED_ON_THE_WAY_UP),
    ...extraHeaders(from.headers, to.headers),
    ...different('body', from.body, to.body),
  ];
}

/** What differs between the provider's answer and the one that came through the service, which adds headers of its own. */
export function answerDifferences(
  direct: ToldAnswer,
  passed: ToldAnswer,
  { returned }: ComparedHeaders,
): string[] {
  return [
    ...different('status', direct.status, passed.status),
    ...headerDifferences(only(direct.headers, returned), passed.headers, CHANGED_ON_THE_WAY_BACK),
    ...different('request id', direct.headers['x-request-id'], passed.headers['x-upstream-request-id']),
    ...different('body', direct.body, passed.body),
  ];
}

function only(headers: Headers, isCompared: (name: string) => boolean): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isCompared(name)));
}

function headerDifferences(from: Headers, to: Headers, changed: ReadonlySet<string>): string[] {
  const names = Object.keys(from).filter((name) => !changed.has(name));
  return names.flatMap((name) => different(name, from[name], to[name]));
}

function extraHeaders(from: Headers, to: Headers): string[] {
  const added = Object.keys(to).filter((name) => !(name in from) && !CHANGED_ON_THE_WAY_UP.has(name));
  return added.map((name) => `${name}: added, ${String(to[name])}`);
}

function different(what: string, from: unknown, to: unknown): string[] {
  return String(from) === String(to) ? [] : [`${what}: ${String(from)} became ${String(to)}`];
}

/** Clients make up the boundary of a form anew each time. */
function unbounded({ headers, bytes }: ReceivedRequest): { headers: Headers; body: string } {
  const type = headers['content-type'] ?? '';
  const [, boundary] = /^multipart\/.*boundary="?([^";]+)/.exec(type) ?? [];
  const body = bytes.toString('latin1');
  if (boundary === undefined) return { headers, body };
  const named = { ...headers, 'content-type': type.replace(boundary, 'BOUNDARY') };
  return { headers: named, body: body.replaceAll(boundary, 'BOUNDARY') };
}
