import { PROVIDERS, type ProviderName } from '@app/core';
import { TIERS, type Tier } from '@app/cache';
import type { QueryResult } from '@app/query';
import { ENTRY_ID } from '../contract/entry-id.js';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ReportedAnswer } from '../request/reported.answer.js';

export class UsageBody {
  @ApiProperty({ type: 'integer', minimum: 0, example: 21 })
  prompt_tokens!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 18 })
  completion_tokens!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 39 })
  total_tokens!: number;
}

export class CacheInfoBody {
  @ApiProperty({ example: true })
  cache_hit!: boolean;

  @ApiProperty({ enum: TIERS, nullable: true, example: 'exact', description: 'null = the model was asked.' })
  cache_type!: Tier | null;

  @ApiProperty({ type: Number, nullable: true, example: null, description: 'Semantic hits only.' })
  similarity_score!: number | null;

  @ApiPropertyOptional({
    pattern: ENTRY_ID.source,
    example: '01K4ZB3N8T8Q0W6J7V2M5C9XRD',
    description: 'Hits only.',
  })
  entry_id?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, example: 188, description: 'Hits only.' })
  age_seconds?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, example: 39, description: 'Hits only.' })
  tokens_saved?: number;

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    minimum: 0,
    example: 0.0000139,
    description: 'Hits only. null = the model has no price: name it in MODELS_FILE.',
  })
  cost_saved_usd?: number | null;
}

/** The body of an answered question. */
export class QueryResponse extends ReportedAnswer<QueryResult> {
  @ApiProperty({ example: 'Refunds are paid within 14 days.' })
  response: string;

  @ApiProperty({ enum: PROVIDERS, example: 'openai' })
  provider: ProviderName;

  @ApiProperty({ example: 'gpt-4o-mini-2024-07-18', description: 'The model that answered.' })
  model: string;

  @ApiProperty({ type: UsageBody, description: "On a hit, the original call's." })
  usage: UsageBody;

  @ApiProperty({ type: CacheInfoBody })
  cache_info: CacheInfoBody;

  @ApiProperty({ minimum: 0, example: 1.32, description: 'From arrival to answer.' })
  latency_ms: number;

  constructor(result: QueryResult, latencyMs: number) {
    super(result);
    const { text, provider, model, usage } = result.answer;
    this.response = text;
    this.provider = provider;
    this.model = model;
    this.usage = {
      prompt_tokens: usage.prompt,
      completion_tokens: usage.completion,
      total_tokens: usage.total,
    };
    this.cache_info = cacheInfo(result.cache);
    this.latency_ms = roundTo(latencyMs, 100);
  }
}

const MISS: CacheInfoBody = { cache_hit: false, cache_type: null, similarity_score: null };

function cacheInfo(cache: QueryResult['cache']): CacheInfoBody {
  if (cache.kind !== 'hit') return MISS;
  return {
    cache_hit: true,
    cache_type: cache.tier,
    similarity_score: cache.similarity === undefined ? null : roundTo(cache.similarity, 10_000),
    entry_id: cache.entryId,
    age_seconds: Math.floor(cache.ageMs / 1_000),
    tokens_saved: cache.tokensSaved,
    cost_saved_usd: cache.costSavedUsd ?? null,
  };
}

function roundTo(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
