import type { EntryFilter } from '../../ports/entry-store.port.js';

type Value = string | number;

/** Where a walk stands: at the last row that was looked at. */
export interface Cursor {
  readonly id: number;
  readonly keep_until: number;
}

/**
 * A way through one index past every row that a filter may name. Rows that only share the index's columns come along with `named = 0`:
 * so a page costs what it looks at, however rare the named ones are.
 */
export interface Walk {
  readonly sql: string;
  /** Parameters before those of the cursor. */
  readonly values: readonly Value[];
  /** Whether rows come in the order of their ends, not of their ids. */
  readonly isByEnd: boolean;
}

interface Facts {
  readonly entry_id?: string;
  readonly key?: string;
  readonly tenant: string;
  readonly namespace?: string;
  readonly model?: string;
  readonly question?: string;
  readonly writer?: string;
  readonly bornBefore?: number;
}

type Column = Exclude<keyof Facts, 'bornBefore'>;

/** Indexes whose columns may lead to the rows, the most selective ones first. */
const LEADS: readonly { readonly columns: readonly Column[]; readonly hint: string }[] = [
  // Unique columns: the planner takes their index in any case.
  { columns: ['entry_id'], hint: '' },
  { columns: ['key'], hint: '' },
  { columns: ['tenant', 'question'], hint: 'INDEXED BY entry_by_question' },
  { columns: ['tenant', 'writer'], hint: 'INDEXED BY entry_by_writer' },
  { columns: ['tenant', 'namespace'], hint: 'INDEXED BY entry_by_place' },
];

/** The walks past everything the filter names. @param namespaces those of the tenant, for a filter that names nothing smaller. */
export function walksOf(filter: EntryFilter, namespaces: () => readonly string[]): Walk[] {
  const { tags, id, ...rest } = filter;
  const facts: Facts = { ...rest, entry_id: id };
  const isNarrow = [facts.entry_id, facts.key, facts.question].some((fact) => fact !== undefined);
  if (tags && !isNarrow) return [...new Set(tags)].map((tag) => tagWalk(facts, tag));
  if (isNarrow || facts.writer !== undefined || facts.namespace !== undefined)
    return [indexWalk(facts, tags)];
  return namespaces().map((namespace) => indexWalk({ ...facts, namespace }, tags));
}

function tagWalk(facts: Facts, tag: string): Walk {
  const rest = conditionOf(facts, ['tenant']);
  const sql = `SELECT entry.id, entry.key, entry.entry_id, entry.keep_until, ${rest.sql} AS named
    FROM tag INDEXED BY tag_by_name CROSS JOIN entry ON entry.id = tag.entry
    WHERE tag.tenant = ? AND tag.tag = ? AND tag.entry > ? AND tag.entry <= ? ORDER BY tag.entry LIMIT ?`;
  return { sql, values: [...rest.values, facts.tenant, tag], isByEnd: false };
}

function indexWalk(facts: Facts, tags?: readonly string[]): Walk {
  const { columns, hint } = LEADS.find((lead) => lead.columns.every((name) => facts[name] !== undefined))!;
  const rest = conditionOf(facts, columns, tags);
  const isByEnd = columns.includes('namespace');
  const order = isByEnd ? 'keep_until, id' : 'id';
  const sql = `SELECT id, key, entry_id, keep_until, ${rest.sql} AS named FROM entry ${hint}
    WHERE ${columns.map((name) => `${name} = ?`).join(' AND ')}
    AND (${order}) > (${isByEnd ? '?, ?' : '?'}) AND id <= ? ORDER BY ${order} LIMIT ?`;
  return { sql, values: [...rest.values, ...columns.map((name) => facts[name]!)], isByEnd };
}

/** What the index does not answer: one text for any number of tags, so that there are few statements. */
function conditionOf(facts: Facts, answered: readonly Column[], tags?: readonly string[]) {
  const given = Object.entries(facts).filter(
    ([name, value]) => value !== undefined && !answered.includes(name as Column),
  );
  const clauses = given.map(([name]) => (name === 'bornBefore' ? 'entry.birth < ?' : `entry.${name} = ?`));
  if (tags)
    clauses.push(
      'EXISTS (SELECT 1 FROM tag WHERE tag.entry = entry.id AND tag.tag IN (SELECT value FROM json_each(?)))',
    );
  const values: Value[] = [
    ...given.map(([, value]) => value as Value),
    ...(tags ? [JSON.stringify(tags)] : []),
  ];
  return { sql: clauses.length === 0 ? '1' : `(${clauses.join(' AND ')})`, values };
}
