import { EventEmitter, once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { CallerLeft } from '@app/query';
import { ACME, testApp, type TestApp } from '../testing/test-app.js';
import { aMiss } from '../testing/results.js';

const PAYLOAD = JSON.stringify({ query: 'Why?' });
const HEAD = [
  'POST /api/v1/query HTTP/1.1',
  'Host: x',
  `X-API-Key: ${ACME}`,
  'Content-Type: application/json',
].join('\r\n');
const QUESTION = `${HEAD}\r\nContent-Length: ${PAYLOAD.length}\r\n\r\n${PAYLOAD}`;

async function listening(settings?: Record<string, string>): Promise<TestApp & { port: number }> {
  const started = await testApp(settings);
  await started.app.listen(0, '127.0.0.1');
  return { ...started, port: (started.app.getHttpServer().address() as AddressInfo).port };
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** What the server says until it hangs up or `enough` came. */
async function answerTo(port: number, request: string, enough = /never/): Promise<string> {
  const socket = await open(port);
  socket.write(request);
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (enough.test(text)) break;
  }
  socket.destroy();
  return text;
}

/** A question that is answered when the test says so, or ends when the caller leaves. */
function heldQuestion({ parts }: TestApp) {
  const events = new EventEmitter();
  const arrived = once(events, 'arrived') as Promise<[AbortSignal]>;
  const answer = once(events, 'answer');
  parts.answer = async (_command, signal) => {
    events.emit('arrived', signal);
    await Promise.race([answer, once(signal, 'abort')]);
    if (signal.aborted) throw new CallerLeft();
    return aMiss();
  };
  return { arrived: arrived.then(([signal]) => signal), answer: () => events.emit('answer') };
}

describe('connections', () => {
  let service: Awaited<ReturnType<typeof listening>>;
  beforeAll(async () => (service = await listening()));
  afterAll(() => service.app.close());

  const countedAs = async (labels: string): Promise<number> => {
    const { body } = await service.app.inject({ url: '/metrics', headers: { 'x-api-key': ACME } });
    return Number(new RegExp(`ragcache_requests_total\\{${labels}.*\\} (\\d+)`).exec(body)?.[1] ?? 0);
  };
  const counted = (status: string) => countedAs(`route="/api/v1/query",method="POST",status="${status}"`);
  const broken = (status: number) => countedAs(`route="unmatched",method="unknown",status="${status}"`);

  it('tells the use case when the caller leaves, and counts that apart, once', async () => {
    const question = heldQuestion(service);
    const socket = await open(service.port);
    socket.write(QUESTION);
    const signal = await question.arrived;
    expect(signal.aborted).toBe(false);
    socket.destroy();
    await once(signal, 'abort');
    await wait(20);
    expect([await counted('499'), await counted('200')]).toEqual([1, 0]);
  });

  it('tells it of every request that waits for its turn on a lost connection, and frees their places', async () => {
    const [before, left] = [await counted('499'), [] as AbortSignal[]];
    service.parts.answer = async (_command, signal) => {
      left.push(signal);
      await once(signal, 'abort');
      throw new CallerLeft();
    };
    const socket = await open(service.port);
    socket.write(QUESTION.repeat(3));
    while (left.length < 3) await wait(5);
    socket.destroy();
    while ((await counted('499')) < before + 3) await wait(5);
    expect(left.map(({ aborted }) => aborted)).toEqual([true, true, true]);
    const { body } = await service.app.inject({ url: '/metrics', headers: { 'x-api-key': ACME } });
    expect(body).toContain('\nragcache_requests_in_flight 1\n');
  });

  it('survives an answer that comes when its caller has left', async () => {
    const held: (() => void)[] = [];
    service.parts.answer = async () => {
      await new Promise<void>((answer) => held.push(answer));
      return aMiss();
    };
    const [before, socket] = [await counted('499'), await open(service.port)];
    socket.write(QUESTION.repeat(2));
    while (held.length < 2) await wait(5);
    socket.destroy();
    while ((await counted('499')) < before + 2) await wait(5);
    held.forEach((answer) => answer());
    await wait(20);
    expect(await counted('499')).toBe(before + 2);
  });

  it('does not take a caller who got the answer for one who left', async () => {
    let seen: AbortSignal | undefined;
    service.parts.answer = async (_command, signal) => {
      seen = signal;
      await wait(5);
      return aMiss();
    };
    const text = await answerTo(service.port, QUESTION, /latency_ms/);
    await wait(20);
    expect(text).toMatch(/^HTTP\/1\.1 200/);
    expect([seen?.aborted, await counted('200')]).toEqual([false, 1]);
  });

  it('counts a caller who leaves in the middle of its body', async () => {
    const before = await counted('499');
    const socket = await open(service.port);
    socket.write(`${HEAD}\r\nContent-Length: 100\r\n\r\n{"query":`);
    await wait(20);
    socket.destroy();
    await wait(50);
    expect(await counted('499')).toBe(before + 1);
  });

  it.each(['/v1/chat/completions', '/v1/messages', '/api/v1/query'])(
    'reads no body of %s for who has no key',
    async (path) => {
      const headers = [
        'Host: x',
        'X-API-Key: nobody',
        'Content-Type: application/json',
        'Content-Length: 1000',
      ];
      const request = [`POST ${path} HTTP/1.1`, ...headers, 'Connection: close'].join('\r\n');
      expect(await answerTo(service.port, `${request}\r\n\r\n{`)).toMatch(/^HTTP\/1\.1 401 /);
    },
  );

  it.each([
    ['two lengths', `${HEAD}\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
    ['length and chunks', `${HEAD}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['a folded header', `GET /health HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n 2\r\n\r\n`, 400],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['17 KB of headers', `GET /health HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(17_000)}\r\n\r\n`, 431],
  ])('refuses %s and counts it', async (_what, request, status) => {
    const before = await broken(status);
    const text = await answerTo(service.port, request);
    expect(await broken(status)).toBe(before + 1);
    expect(text).toMatch(
      new RegExp(`^HTTP/1\\.1 ${status} [^\r]+\r\nContent-Type: application/problem\\+json`),
    );
  });

  it('counts a request whose body breaks off in nonsense once', async () => {
    const before = [await counted('499'), await broken(400)];
    await answerTo(service.port, `${HEAD}\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n`);
    await wait(20);
    expect([await counted('499'), await broken(400)]).toEqual([before[0]! + 1, before[1]]);
  });

  it('counts a request that was refused before its body came once', async () => {
    const refused = () => countedAs('route="/api/v1/query",method="POST",status="401"');
    const before = [await refused(), await broken(400)];
    const request = `${HEAD.replace(ACME, 'nobody')}\r\nContent-Length: 100\r\n\r\n{`;
    expect(await answerTo(service.port, request, /\}$/)).toMatch(/^HTTP\/1\.1 401 /);
    await wait(20);
    expect([await refused(), await broken(400)]).toEqual([before[0]! + 1, before[1]]);
  });

  it.each(['/health', '/health/live', '/health/ready'])(
    'answers HEAD %s as GET, with its length and without a body',
    async (url) => {
      const answer = await answerTo(
        service.port,
        `HEAD ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      );
      const { body } = await service.app.inject(url);
      expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*\r\n\r\n$/);
      expect(answer).toContain(`\r\ncontent-length: ${body.length}\r\n`);
    },
  );

  it.each(['/v1/models', '/api/v1/stats', '/metrics'])('asks for a key at HEAD %s', async (url) => {
    const answer = await answerTo(
      service.port,
      `HEAD ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 401 [^]*\r\n\r\n$/);
  });

  it('keeps a line break in a request id out of the response', async () => {
    const request =
      'GET /health/live HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\rSet-Cookie: b\r\nConnection: close\r\n\r\n';
    expect(await answerTo(service.port, request)).not.toMatch(/Set-Cookie/i);
  });
});

describe('stopping', () => {
  it('says not ready, serves on for the delay, finishes what is in flight, and hangs up', async () => {
    const service = await listening({ SHUTDOWN_DELAY_MS: '150' });
    const question = heldQuestion(service);
    const asking = answerTo(service.port, QUESTION, /latency_ms/);
    await question.arrived;
    const idle = await open(service.port);
    const idleClosed = once(idle, 'close');

    const closed = service.app.close();
    await wait(50);
    const probe = await answerTo(service.port, 'GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n', /draining/);
    expect(probe).toMatch(/^HTTP\/1\.1 503/);
    await wait(200);
    question.answer();
    expect(await asking).toMatch(/^HTTP\/1\.1 200/);
    await idleClosed;
    await closed;
    await expect(open(service.port)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('does not wait for sockets on which nobody asks', async () => {
    const service = await listening();
    const sockets = await Promise.all([open(service.port), open(service.port)]);
    sockets[1].write('GET /health/li');
    await wait(20);
    // It would wait for as long as a request may take.
    await service.app.close();
    for (const socket of sockets) socket.destroy();
  });
});
