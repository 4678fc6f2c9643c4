import { createHash } from 'node:crypto';
import { json, LoopbackServer } from '@app/http/testing';

/** A provider of embeddings that records what it was asked. */
export interface EmbeddingsUpstream {
  readonly server: LoopbackServer;
  /** The bodies of the calls so far, parsed. */
  bodies(): readonly EmbeddingsBody[];
  /** What it answers to a body; to be changed and to be set back. */
  answer: (body: EmbeddingsBody) => object;
  /** The failure that it answers with instead. */
  fail?: { readonly status: number; readonly body: object; readonly headers?: Record<string, string> };
  close(): Promise<void>;
}

export interface EmbeddingsBody {
  readonly model: string;
  readonly input: unknown;
  readonly encoding_format?: 'float' | 'base64';
  readonly dimensions?: number;
  readonly [name: string]: unknown;
}

const DIMENSIONS = 8;

export async function startEmbeddingsUpstream(): Promise<EmbeddingsUpstream> {
  const server = await LoopbackServer.start((response) => json(response, 500, {}));
  const bodies = () => server.requests.map(({ body }) => body as EmbeddingsBody);
  const upstream: EmbeddingsUpstream = {
    ...{ server, bodies, answer: truthfully },
    close: () => server.close(),
  };
  server.reply = (response, _, { body }) => {
    const { status, body: failure, headers } = upstream.fail ?? { status: 200 };
    json(response, status, failure ?? upstream.answer(body as EmbeddingsBody), headers);
  };
  return upstream;
}

/** One row per item. The vector depends on the item, the model and the dimension; tokens are counted by the item's length. */
export function truthfully({ model, input, encoding_format: encoding, dimensions }: EmbeddingsBody): object {
  const items = itemsOf(input);
  const data = items.map((item, index) => {
    const vector = vectorOf({ item, model, dimensions });
    return { object: 'embedding', index, embedding: encoding === 'base64' ? base64Of(vector) : [...vector] };
  });
  const tokens = items.reduce<number>((sum, item) => sum + (item as { length: number }).length, 0);
  return { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

export function vectorOf({ item, model, dimensions = DIMENSIONS }: VectorParts): Float32Array {
  const name = JSON.stringify([item, model, dimensions]);
  return Float32Array.from({ length: dimensions }, (_, at) => {
    const digest = createHash('sha256').update(`${at} ${name}`).digest();
    return digest.readInt32LE() / 2 ** 31;
  });
}

interface VectorParts {
  readonly item: unknown;
  readonly model: string;
  readonly dimensions?: number;
}

export function base64Of(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

function itemsOf(input: unknown): readonly unknown[] {
  return Array.isArray(input) && typeof input[0] !== 'number' ? input : [input];
}
