import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { ACME_KEY, LEAN } from '../../test/e2e/stage.js';
import { startService, type Service } from '../../test/support/service.js';
import type { BenchPart, Figure } from '../bench-part.js';

const MEBIBYTE = 1_048_576;
const UPLOAD_BYTES = 100 * MEBIBYTE;
const PIECE = Buffer.alloc(64 * 1_024, 120);
const SAMPLE_MS = 20;
const METRICS_KEY = 'metrics-0123456789abcdef0123456789';
/** So slow that many collections of garbage fall into one upload. */
const PAUSE_MS = 1;

/** A large file goes through the service to a provider, and only what is on its way may be in memory. */
export const passedUpload: BenchPart = {
  name: 'passed-upload',
  title: 'A file of 100 MB on its way to a provider',
  run: measured,
};

async function measured(): Promise<Figure[]> {
  let received = 0;
  const provider = createServer((asked, response) => {
    asked.on('data', (piece: Buffer) => (received += piece.length));
    asked.on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  }).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  const { port } = provider.address() as AddressInfo;
  const service = await startService({
    ...{ ...LEAN, NODE_ENV: 'production', OPENAI_API_KEY: 'sk-operator' },
    ...{
      API_KEYS: `acme:${ACME_KEY},acme:${METRICS_KEY}:metrics`,
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
    },
  });
  try {
    await upload(service);
    const before = await lowestOf(service, sleep(1_000));
    received = 0;
    const during = await lowestOf(service, upload(service));
    return [
      { name: 'arrived at the provider', value: received / MEBIBYTE, unit: 'MiB' },
      // Garbage comes and goes: what is held is there in every sample.
      { name: 'held while it goes through', value: (during - before) / MEBIBYTE, unit: 'MiB', bound: 4 },
    ];
  } finally {
    await service.stop();
    provider.close();
  }
}

async function upload({ url }: Service): Promise<void> {
  const { statusCode, body } = await request(`${url}/v1/files`, {
    ...{ method: 'POST', body: Readable.from(pieces(), { objectMode: false }) },
    headers: { authorization: `Bearer ${ACME_KEY}`, 'content-type': 'application/octet-stream' },
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`The upload was answered with ${statusCode}.`);
}

async function* pieces(): AsyncGenerator<Buffer, void, void> {
  for (let sent = 0; sent < UPLOAD_BYTES; sent += PIECE.length) {
    if (sent % MEBIBYTE === 0) await sleep(PAUSE_MS);
    yield PIECE;
  }
}

/** The least memory that the process used for JavaScript and for bytes, of all samples until then. */
async function lowestOf(service: Service, until: Promise<unknown>): Promise<number> {
  let isOver = false;
  const over = until.finally(() => (isOver = true));
  let lowest = Number.POSITIVE_INFINITY;
  while (!isOver) {
    lowest = Math.min(lowest, await usedBy(service));
    await sleep(SAMPLE_MS);
  }
  await over;
  return lowest;
}

async function usedBy(service: Service): Promise<number> {
  const answer = await service.request('GET', '/metrics', { key: METRICS_KEY });
  const text = String(answer.body);
  const read = (name: string) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)![1]);
  return read('nodejs_external_memory_bytes') + read('nodejs_heap_size_used_bytes');
}
