import type { ServerResponse } from 'node:http';
import { LoopbackServer, type ReceivedRequest } from '@app/http/testing';

/** Spelled as no serialiser would spell it, so that whoever reads and writes it again is found out. */
const JSON_BODY =
  '{ "id" : "recorded_1", "object":"recorded", "data":[ ], "n": 1.0e0, "text":"\\u00e9 é 👋" }\n';
const EVENTS = 'event: one\ndata: {"type": "one", "n": 1.0}\n\nevent: error\r\ndata:\r\n\r\ndata: [DONE]\n\n';
const BYTES = Buffer.from([0, 255, 254, 13, 10, 0, 128]);

/** UTF-8, which Node would not write by itself. */
const NAME = Buffer.from('naïve €.txt').toString('latin1');

/** What a provider's answers carry, and headers that nobody has heard of. */
const HEADERS = {
  ...{ 'x-request-id': 'req_theirs', 'request-id': 'req_theirs', 'openai-processing-ms': '12' },
  ...{ 'openai-version': '2020-10-01', 'x-ratelimit-remaining-requests': '99', etag: '"1"' },
  ...{ 'openai-organization': 'the-operator', 'set-cookie': 'a=b', 'x-new-header': 'n 1' },
  ...{ 'content-disposition': `attachment; filename="${NAME}"`, 'x-new-name': NAME },
};

/** A provider that keeps every request, and answers the same request in the same way. */
export class Recorder {
  private constructor(private readonly server: LoopbackServer) {}

  static async start(): Promise<Recorder> {
    return new Recorder(await LoopbackServer.start((response, _, request) => answer(response, 200, request)));
  }

  get origin(): string {
    return this.server.origin;
  }

  /** From now on. */
  answerWith(status: number): void {
    this.server.reply = (response, _, request) => answer(response, status, request);
  }

  /** The requests since it was asked last. */
  taken(): ReceivedRequest[] {
    return this.server.requests.splice(0);
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

function answer(response: ServerResponse, status: number, { path, headers }: ReceivedRequest): void {
  if (status === 204) {
    response.writeHead(status, HEADERS).end();
    return;
  }
  const [type, body] = bodyFor(path, String(headers.accept));
  response.writeHead(status, { ...HEADERS, 'content-type': type }).end(body);
}

function bodyFor(path: string, accept: string): [string, string | Buffer] {
  if (/\/(content|speech)(\?|$)/.test(path)) return ['application/octet-stream', BYTES];
  if (accept.includes('text/event-stream')) return ['text/event-stream; charset=utf-8', EVENTS];
  return ['application/json', JSON_BODY];
}
