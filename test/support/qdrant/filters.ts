import { misfit } from './failures.js';
import type { Point } from './point.js';

interface Range {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
}

interface Condition extends Filter {
  readonly key?: string;
  readonly match?: { readonly value?: unknown; readonly any?: readonly unknown[] };
  readonly range?: Range;
  readonly has_id?: readonly string[];
}

export interface Filter {
  readonly must?: readonly Condition[];
  readonly should?: readonly Condition[];
  readonly must_not?: readonly Condition[];
}

export function matches({ must = [], should = [], must_not = [] }: Filter, point: Point): boolean {
  return (
    must.every((condition) => holds(condition, point)) &&
    (should.length === 0 || should.some((condition) => holds(condition, point))) &&
    !must_not.some((condition) => holds(condition, point))
  );
}

/** The fields of payloads that a filter looks at. */
export function fieldsOf({ must = [], should = [], must_not = [] }: Filter): string[] {
  return [...must, ...should, ...must_not].flatMap((condition) =>
    condition.key === undefined ? fieldsOf(condition) : [condition.key],
  );
}

function holds(condition: Condition, point: Point): boolean {
  const { key, match, range, has_id, must, should, must_not } = condition;
  if (has_id) return has_id.includes(point.id);
  if (must ?? should ?? must_not) return matches(condition, point);
  if (key === undefined) throw misfit('data did not match any variant of untagged enum Condition');
  const value = point.payload[key];
  if (match) return match.any ? match.any.includes(value) : value === match.value;
  return typeof value === 'number' && isWithin(value, range ?? {});
}

function isWithin(value: number, { gt, gte, lt, lte }: Range): boolean {
  return (
    (gt === undefined || value > gt) &&
    (gte === undefined || value >= gte) &&
    (lt === undefined || value < lt) &&
    (lte === undefined || value <= lte)
  );
}
