import type { FoundEntry } from '@app/cache';
import { PROVIDERS, type Payload, type ProviderName } from '@app/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ENTRY_ID } from '../contract/entry-id.js';
import { UsageBody } from '../query/query.response.js';

export class SourceBody {
  @ApiProperty({ example: 'handbook#12' })
  id!: string;

  @ApiPropertyOptional({ example: '2026-03-01' })
  version?: string;
}

const KINDS = ['answer', 'embedding'] as const satisfies readonly Payload['kind'][];

export class EntryResponse {
  @ApiProperty({ pattern: ENTRY_ID.source, example: '01K4ZB3N8T8Q0W6J7V2M5C9XRD' })
  id!: string;

  @ApiProperty({ enum: KINDS, example: 'answer', description: 'What is remembered.' })
  kind!: Payload['kind'];

  @ApiProperty({ example: 'default' })
  namespace!: string;

  @ApiProperty({ type: String, nullable: true, example: 'How long do refunds take?' })
  question!: string | null;

  @ApiProperty({
    ...{ type: String, nullable: true, example: 'Refunds are paid within 14 days.' },
    description: 'null for an embedding.',
  })
  answer!: string | null;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, example: 1536, description: 'Of an embedding.' })
  dimensions?: number;

  @ApiProperty({ enum: PROVIDERS, example: 'openai' })
  provider!: ProviderName;

  @ApiProperty({ example: 'gpt-4o-mini-2024-07-18' })
  model!: string;

  @ApiProperty({ type: UsageBody })
  usage!: UsageBody;

  @ApiProperty({ format: 'date-time', example: '2026-03-01T12:00:00.000Z' })
  created_at!: string;

  @ApiProperty({ format: 'date-time', example: '2026-03-02T12:00:00.000Z' })
  expires_at!: string;

  @ApiProperty({ type: 'integer', minimum: 0, example: 7 })
  hits!: number;

  @ApiProperty({ type: [SourceBody] })
  sources!: SourceBody[];

  @ApiProperty({ type: [String], example: ['faq'] })
  tags!: string[];
}

/** An entry in a response to its owner. */
export function entryResponse({ entry, hits }: FoundEntry): EntryResponse {
  const { id, namespace, question, payload, createdAt, expiresAt, sources, tags } = entry;
  return {
    ...{ id, kind: payload.kind, namespace, question },
    ...rememberedBy(payload),
    created_at: new Date(createdAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
    hits,
    sources: sources.map((source) => ({ id: source.id, version: source.version })),
    tags: [...tags],
  };
}

type Remembered = Pick<EntryResponse, 'answer' | 'dimensions' | 'provider' | 'model' | 'usage'>;

function rememberedBy(payload: Payload): Remembered {
  if (payload.kind === 'embedding') {
    const { provider, model, tokens, vector } = payload.embedding;
    const usage = { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens };
    return { answer: null, dimensions: dimensionsOf(vector), provider, model, usage };
  }
  const { text, provider, model, usage } = payload.answer;
  const { prompt, completion, total } = usage;
  const counted = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total };
  return { answer: text, provider, model, usage: counted };
}

/** @param vector 32-bit floats in base64. */
function dimensionsOf(vector: string): number {
  return Buffer.byteLength(vector, 'base64') / Float32Array.BYTES_PER_ELEMENT;
}
