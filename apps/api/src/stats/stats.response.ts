import type { Counts, StatsRow } from '@app/cache';
import { ApiProperty } from '@nestjs/swagger';

export class HitsBody {
  @ApiProperty({ type: 'integer', minimum: 0, example: 120 })
  exact!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 14 })
  canonical!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 9 })
  semantic!: number;
}

export class TotalsBody {
  @ApiProperty({ type: HitsBody })
  hits!: HitsBody;

  @ApiProperty({ type: 'integer', minimum: 0, example: 57 })
  misses!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 18_420 })
  tokens_saved!: number;

  @ApiProperty({ minimum: 0, example: 0.0113 })
  cost_saved_usd!: number;
}

export class DayBody extends TotalsBody {
  @ApiProperty({ example: 'default' })
  namespace!: string;

  @ApiProperty({ format: 'date', example: '2026-03-01', description: 'UTC.' })
  day!: string;
}

export class StatsResponse {
  @ApiProperty({ type: TotalsBody, description: 'The sum of days.' })
  totals!: TotalsBody;

  @ApiProperty({ type: [DayBody], description: 'Newest first; 90 days are kept.' })
  days!: DayBody[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer', minimum: 0 },
    example: { default: 200 },
    description: 'Answers held now, by namespace.',
  })
  entries!: Readonly<Record<string, number>>;
}

const NOTHING: Counts = {
  ...{ hits_exact: 0, hits_canonical: 0, hits_semantic: 0 },
  ...{ misses: 0, tokens_saved: 0, cost_saved_usd: 0 },
};

export function statsResponse(
  rows: readonly StatsRow[],
  entries: Readonly<Record<string, number>>,
): StatsResponse {
  return {
    totals: countsBody(rows.reduce(sum, NOTHING)),
    days: rows.map((row) => ({ namespace: row.namespace, day: row.day, ...countsBody(row) })),
    entries,
  };
}

function sum(one: Counts, other: Counts): Counts {
  const names = Object.keys(NOTHING) as (keyof Counts)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as Counts;
}

function countsBody(counts: Counts): TotalsBody {
  const { hits_exact, hits_canonical, hits_semantic, misses, tokens_saved, cost_saved_usd } = counts;
  return {
    hits: { exact: hits_exact, canonical: hits_canonical, semantic: hits_semantic },
    ...{ misses, tokens_saved, cost_saved_usd },
  };
}
