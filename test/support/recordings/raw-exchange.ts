import { once } from 'node:events';
import { connect } from 'node:net';

/** An answer as it came over the socket; no HTTP client stands between. */
export interface RawAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body in the chunks in which the server wrote it. */
  readonly chunks: readonly Buffer[];
}

/** `POST`s a JSON text and reads a chunked answer to its end. */
export async function rawPost(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<RawAnswer> {
  const socket = connect(Number(url.port), url.hostname);
  const received: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => received.push(bytes));
  const all = {
    ...headers,
    host: url.host,
    connection: 'close',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.write([`POST ${url.pathname} HTTP/1.1`, ...lines, '', body].join('\r\n'));
  await once(socket, 'close');
  return parsed(Buffer.concat(received));
}

function parsed(answer: Buffer): RawAnswer {
  const end = answer.indexOf('\r\n\r\n');
  const [first = '', ...lines] = answer.subarray(0, end).toString('latin1').split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return {
    status: Number(first.split(' ')[1]),
    headers: Object.fromEntries(headers),
    chunks: [...chunks(answer.subarray(end + 4))],
  };
}

/** RFC 9112, section 7.1: a size in hex, that many bytes, and so on until size 0. */
function* chunks(body: Buffer): Generator<Buffer> {
  for (let at = 0; ;) {
    const start = body.indexOf('\r\n', at) + 2;
    const size = Number.parseInt(body.toString('latin1', at, start), 16);
    if (!(size > 0)) return;
    yield body.subarray(start, start + size);
    at = start + size + 2;
  }
}
