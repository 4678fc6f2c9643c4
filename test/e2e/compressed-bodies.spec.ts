import * as zlib from 'node:zlib';
import { type ConformanceStage, openConformanceStage } from './conformance/conformance.stage.js';
import { DIALECTS, freshModel, OPENAI } from './conformance/dialects.js';
import { ACME_KEY } from './stage.js';

const LIMIT = 300_000;
/** Of the service's own routes. */
const OWN_LIMIT = 1_048_576;
const { zstdCompressSync } = zlib as { zstdCompressSync?: (bytes: Buffer) => Buffer };
const CODINGS: readonly (readonly [name: string, (bytes: Buffer) => Buffer])[] = [
  ['gzip', zlib.gzipSync],
  ['x-gzip', zlib.gzipSync],
  ['deflate', zlib.deflateSync],
  ['deflate', zlib.deflateRawSync],
  ['br', zlib.brotliCompressSync],
  ...(zstdCompressSync ? [['zstd', zstdCompressSync] as const] : []),
];

describe('a compressed body', () => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage({ DROP_IN_BODY_LIMIT: String(LIMIT) });
  });
  afterAll(() => stage.close());

  const post = (path: string, bytes: Buffer, coding: string, more: Record<string, string> = {}) =>
    fetch(`${stage.service.url}${path}`, {
      ...{ method: 'POST', body: new Uint8Array(bytes) },
      headers: {
        ...{
          authorization: `Bearer ${ACME_KEY}`,
          'content-type': 'application/json',
          'content-encoding': coding,
        },
        ...more,
      },
    });

  it.each(CODINGS)('in %s is the same request as the plain one, on every route', async (coding, compress) => {
    for (const [, dialect] of DIALECTS) {
      const body = dialect.ask('Where is the lift?', { model: freshModel() });
      expect((await stage.post(dialect, body)).cache).toBe('MISS');
      const reply = await post(
        dialect.path,
        compress(Buffer.from(JSON.stringify(body))),
        coding,
        dialect.headers(ACME_KEY),
      );
      expect([reply.status, reply.headers.get('x-cache-status')]).toEqual([200, 'HIT']);
    }
    const own = { query: 'Where is the lift?', model: freshModel() };
    expect((await stage.service.ask(own, ACME_KEY)).headers['x-cache-status']).toBe('MISS');
    const reply = await post('/api/v1/query', compress(Buffer.from(JSON.stringify(own))), coding);
    expect(reply.headers.get('x-cache-status')).toBe('HIT');
  });

  it('goes upstream decoded', async () => {
    const text = JSON.stringify(OPENAI.ask('Where is the stair?', { model: freshModel() }), undefined, 2);
    expect((await post(OPENAI.path, zlib.gzipSync(text), 'gzip')).status).toBe(200);
    const { rawBody, headers } = stage.upstream.last();
    expect(rawBody).toBe(text);
    expect(headers).not.toHaveProperty('content-encoding');
  });

  it.each(CODINGS)(
    'in %s that unpacks to too much is refused, and unpacked no further',
    async (coding, compress) => {
      const bomb = compress(Buffer.alloc(200 * LIMIT, 32));
      expect(bomb.length).toBeLessThan(LIMIT);
      const calls = stage.upstream.calls();
      const limits = [
        ['/api/v1/query', OWN_LIMIT],
        [OPENAI.path, LIMIT],
      ] as const;
      for (const [path, limit] of limits) {
        const reply = await post(path, bomb, coding);
        expect([reply.status, await reply.text()]).toEqual([
          413,
          expect.stringContaining(`at most ${limit} bytes once it is decoded`),
        ]);
      }
      expect(stage.upstream.calls()).toBe(calls);
    },
  );

  it('may not make much of little, even within the limit', async () => {
    const large = await openConformanceStage({});
    try {
      const text = JSON.stringify(OPENAI.ask('a'.repeat(20_000_000), { model: freshModel() }));
      const { status, headers } = await fetch(`${large.service.url}${OPENAI.path}`, {
        ...{ method: 'POST', body: new Uint8Array(zlib.gzipSync(text)) },
        headers: {
          ...{ authorization: `Bearer ${ACME_KEY}`, 'content-encoding': 'gzip' },
          'content-type': 'application/json',
        },
      });
      expect([status, headers.get('cache-status')]).toEqual([413, null]);
      expect(large.upstream.calls()).toBe(0);
    } finally {
      await large.close();
    }
  });

  it.each(CODINGS)('in %s that is cut off or damaged is refused', async (coding, compress) => {
    const whole = compress(
      Buffer.from(JSON.stringify(OPENAI.ask('Where?'.repeat(500), { model: freshModel() }))),
    );
    const torn = Buffer.from(whole);
    torn.fill(0xa5, Math.floor(whole.length / 2), Math.floor(whole.length / 2) + 8);
    for (const bytes of [whole.subarray(0, -9), torn, Buffer.from('x')]) {
      const reply = await post(OPENAI.path, bytes, coding);
      expect(reply.status).toBe(400);
      expect(await reply.json()).toMatchObject(OPENAI.errorShape);
    }
  });

  it('in an unknown coding is refused, with the ones that are known', async () => {
    const reply = await post(OPENAI.path, Buffer.from('{}'), 'compress');
    expect([reply.status, await reply.text()]).toEqual([
      415,
      expect.stringContaining('gzip, x-gzip, deflate, br'),
    ]);
  });
});
