import type { SqliteDatabase } from '../src/adapters/sqlite/sqlite.database.js';

interface Instruction {
  readonly addr: number;
  readonly opcode: string;
  readonly p1: number;
  readonly p2: number;
}

/** The query plan of a statement, its steps joined by ` | `; empty for one that looks nothing up. */
export function planOf(database: SqliteDatabase, sql: string): string {
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
  return steps.map(({ detail }) => detail).join(' | ');
}

/** Tables and indexes that a statement walks from one end, those of its triggers and foreign keys included: a query plan is silent about these. */
export function scansOf(database: SqliteDatabase, sql: string): string[] {
  const names = namesByRoot(database);
  const scanned = new Set<string>();
  let cursors = new Map<number, string>();
  for (const { addr, opcode, p1, p2 } of database
    .prepare(`EXPLAIN ${sql}`)
    .all() as unknown as Instruction[]) {
    // A trigger's program begins at 0 again and has cursors of its own.
    if (addr === 0) cursors = new Map();
    if (opcode === 'OpenRead' || opcode === 'OpenWrite') cursors.set(p1, names.get(p2) ?? `page ${p2}`);
    if (opcode.startsWith('Open') && !['OpenRead', 'OpenWrite'].includes(opcode)) cursors.delete(p1);
    if (opcode === 'Rewind' && cursors.has(p1)) scanned.add(cursors.get(p1)!);
  }
  return [...scanned].sort();
}

function namesByRoot(database: SqliteDatabase): Map<number, string> {
  const rows = database.prepare('SELECT rootpage, name FROM sqlite_schema WHERE rootpage > 0').all();
  return new Map(
    (rows as { rootpage: number; name: string }[]).map(({ rootpage, name }) => [rootpage, name]),
  );
}

/** One line, so that a statement can stand in a table. */
export function oneLine(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim();
}
