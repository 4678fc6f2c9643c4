import { ManualClock, RecordingSignals } from '@app/core/testing';
import { HttpClient } from '@app/http';
import { json, LoopbackServer, type Reply } from '@app/http/testing';
import { buffer } from 'node:stream/consumers';
import { UndiciWireUpstream } from '../adapters/wire/undici.wire-upstream.js';
import { ModelCatalog } from '../catalog/model.catalog.js';
import { UpstreamGuards } from '../resilience/upstream.guards.js';
import { deadlineIn } from '../../testing/deadlines.js';
import { anUpstream } from '../../testing/upstreams.js';
import type { WireCall } from '../wire/wire-upstream.port.js';
import { FallbackWireUpstream } from './fallback.wire-upstream.js';
import { NamingWireUpstream } from './naming.wire-upstream.js';
import { TimedWireUpstream } from './timed.wire-upstream.js';

const answering =
  (status: number, headers = {}): Reply =>
  (response) =>
    json(response, status, { status }, headers);
const CALL: WireCall = {
  ...{ method: 'POST' as const, path: '/chat/completions', model: 'a', headers: {} },
  body: Buffer.from('{"model":"a","n":1.0}'),
};

describe('FallbackWireUpstream', () => {
  let first: LoopbackServer;
  let second: LoopbackServer;
  let http: HttpClient;
  let upstream: FallbackWireUpstream;
  beforeEach(async () => {
    first = await LoopbackServer.start(answering(500));
    second = await LoopbackServer.start(answering(200));
    http = new HttpClient({});
    const catalog = new ModelCatalog({ aliases: new Map(), prices: new Map() });
    const guards = new UpstreamGuards({
      ...{ catalog, clock: new ManualClock(), signals: new RecordingSignals() },
    });
    const wire = (name: string, { origin }: LoopbackServer) =>
      new NamingWireUpstream(
        new TimedWireUpstream(new UndiciWireUpstream({ ...anUpstream('openai', origin), name }, http), 300),
      );
    upstream = new FallbackWireUpstream({ wire: wire('one', first), ...guards.of('one') }, [
      { upstream: 'two', model: 'b', wire: wire('two', second), ...guards.of('two') },
    ]);
  });
  afterEach(async () => {
    await http.close();
    await Promise.all([first.close(), second.close()]);
  });

  const send = async (call = CALL, deadline = deadlineIn(2_000)) => {
    const { status, headers, fallback, body } = await upstream.send(call, deadline);
    return { status, name: headers['x-upstream'], fallback, text: (await buffer(body)).toString() };
  };

  it('gives the answer of a model that works, and says nothing of another', async () => {
    first.reply = answering(200);
    expect(await send()).toEqual({ status: 200, name: 'one', fallback: undefined, text: '{"status":200}' });
    expect(second.calls).toBe(0);
  });

  it.each([500, 503, 529, 429])('asks the next model after %d, by its own name', async (status) => {
    first.reply = answering(status);
    expect(await send()).toEqual({
      ...{ status: 200, name: 'two', text: '{"status":200}' },
      fallback: { upstream: 'two', model: 'b' },
    });
    expect(second.requests[0]!.text).toBe('{"model":"b","n":1.0}');
  });

  it.each([400, 401, 404, 422])('leaves %d to the caller', async (status) => {
    first.reply = answering(status);
    expect(await send()).toMatchObject({ status, name: 'one' });
    expect(second.calls).toBe(0);
  });

  it('asks the next model when the first is silent or breaks off, and gives its call up', async () => {
    first.reply = () => undefined;
    expect(await send()).toMatchObject({ name: 'two' });
    first.reply = (response) => {
      response.writeHead(503);
      response.write('half of a long explanation');
    };
    expect(await send()).toMatchObject({ name: 'two' });
    expect(first.aborts).toHaveLength(2);
  });

  it('asks no other model once the caller has left, or the time of the request is up', async () => {
    first.reply = () => undefined;
    await expect(send(CALL, deadlineIn(100))).rejects.toMatchObject({ code: 'upstream_timeout' });
    expect(second.calls).toBe(0);
  });

  it('waits once for a limit that is soon over, and no longer than that', async () => {
    first.reply = (response, call, request) =>
      answering(call === 0 ? 429 : 200, { 'retry-after-ms': '20' })(response, call, request);
    expect(await send()).toMatchObject({ status: 200, name: 'one' });
    first.reply = answering(429, { 'retry-after': '60' });
    expect(await send()).toMatchObject({ name: 'two' });
    expect(first.calls).toBe(3);
  });

  it('passes a model over while it keeps failing', async () => {
    for (let call = 0; call < 20; call++) await send();
    expect(first.calls).toBe(20);
    expect(await send()).toMatchObject({ name: 'two' });
    expect(first.calls).toBe(20);
  });

  it('gives the last response, or the last error, when all fail', async () => {
    second.reply = answering(502);
    expect(await send()).toMatchObject({ status: 502, name: 'two' });
    second.reply = (response) => void response.destroy();
    await expect(send()).rejects.toMatchObject({ code: 'upstream_unreachable' });
  });

  it('reads the body for another model only when that is asked', async () => {
    const body = Buffer.from(CALL.body!);
    const reading = jest.spyOn(body, 'toString');
    first.reply = answering(200);
    await send({ ...CALL, body });
    expect(reading).not.toHaveBeenCalled();
    first.reply = answering(500);
    await send({ ...CALL, body });
    expect(reading).toHaveBeenCalled();
  });

  it('passes over a model that cannot be named in so large a body', async () => {
    const body = Buffer.from(`{"input":[${'"x",'.repeat(200_000)}"x"],"model":"a"}`);
    expect(await send({ ...CALL, body })).toMatchObject({ status: 500, name: 'one', fallback: undefined });
    expect(second.calls).toBe(0);
  });

  it('replaces no list of models, and no request on another route', async () => {
    expect(await send({ method: 'GET', path: '/models', headers: {} })).toMatchObject({ status: 500 });
    const passed = await upstream.pass({ method: 'GET', route: '/files', headers: {} }, deadlineIn(1_000));
    expect(passed.status).toBe(500);
    expect(second.calls).toBe(0);
  });
});
