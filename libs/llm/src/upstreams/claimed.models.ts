import type { ProviderName } from '@app/core';
import { LRUCache } from 'lru-cache';
import { isPattern, matches } from './model.pattern.js';
import { isOpenTo, type UpstreamRow } from './upstream-row.js';

/** Callers name any model, so what is remembered about names is bounded, in number and in length. */
const MOST_REMEMBERED = 1_000;
const LONGEST_REMEMBERED = 256;

interface Claim<Row> {
  readonly pattern: string;
  readonly row: Row;
}

/** The rows of one kind by the models that they claim. Rows with other tenants may claim the same model. */
export class ClaimedModels<Row extends UpstreamRow> {
  private readonly exact = new Map<string, Row[]>();
  /** Longest first; of the same length, in the order of the file. */
  private readonly patterns: readonly Claim<Row>[];
  private readonly byPattern = new LRUCache<string, readonly Row[]>({ max: MOST_REMEMBERED });

  constructor(kind: ProviderName, rows: readonly Row[]) {
    const claims = rows
      .filter((row) => row.kind === kind)
      .flatMap((row) => row.models.map((pattern) => ({ pattern, row })));
    for (const { pattern, row } of claims.filter((claim) => !isPattern(claim.pattern)))
      this.exact.set(pattern, [...(this.exact.get(pattern) ?? []), row]);
    this.patterns = claims
      .filter(({ pattern }) => isPattern(pattern))
      .sort((one, other) => other.pattern.length - one.pattern.length);
  }

  /** The row that claims this very name. */
  named(model: string, tenant: string): Row | undefined {
    return this.exact.get(model)?.find((row) => isOpenTo(row, tenant));
  }

  /** The row with the longest pattern for this name. */
  matching(model: string, tenant: string): Row | undefined {
    if (this.patterns.length === 0) return undefined;
    return this.rowsFor(model).find((row) => isOpenTo(row, tenant));
  }

  private rowsFor(model: string): readonly Row[] {
    const known = this.byPattern.get(model);
    if (known) return known;
    const rows = this.patterns.filter(({ pattern }) => matches(pattern, model)).map(({ row }) => row);
    if (model.length <= LONGEST_REMEMBERED) this.byPattern.set(model, rows);
    return rows;
  }
}
