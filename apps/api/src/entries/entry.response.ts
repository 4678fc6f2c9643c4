import type { FoundAnswer } from '@app/cache';
import { PROVIDERS, type ProviderName } from '@app/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ENTRY_ID } from '../contract/entry-id.js';
import { UsageBody } from '../query/query.response.js';

export class SourceBody {
  @ApiProperty({ example: 'handbook#12' })
  id!: string;

  @ApiPropertyOptional({ example: '2026-03-01' })
  version?: string;
}

export class EntryResponse {
  @ApiProperty({ pattern: ENTRY_ID.source, example: '01K4ZB3N8T8Q0W6J7V2M5C9XRD' })
  id!: string;

  @ApiProperty({ example: 'default' })
  namespace!: string;

  @ApiProperty({ type: String, nullable: true, example: 'How long do refunds take?' })
  question!: string | null;

  @ApiProperty({ example: 'Refunds are paid within 14 days.' })
  answer!: string;

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
export function entryResponse({ entry, hits }: FoundAnswer): EntryResponse {
  const { id, namespace, question, payload, createdAt, expiresAt, sources, tags } = entry;
  const { text, provider, model, usage } = payload.answer;
  return {
    ...{ id, namespace, question, answer: text, provider, model },
    usage: {
      prompt_tokens: usage.prompt,
      completion_tokens: usage.completion,
      total_tokens: usage.total,
    },
    created_at: new Date(createdAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
    hits,
    sources: sources.map((source) => ({ id: source.id, version: source.version })),
    tags: [...tags],
  };
}
