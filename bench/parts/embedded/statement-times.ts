import { Stopwatch } from './stopwatch.js';
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';

type Call = (...values: unknown[]) => unknown;

/** How long each statement on the event loop took at most, by its text. */
const longest = new Map<string, number>();

/** The native classes can't be changed, so a subclass takes the place of theirs in the module. */
class TimedDatabase extends DatabaseSync {
  override exec(sql: string): void {
    timed(sql, () => super.exec(sql));
  }

  override prepare(sql: string): StatementSyncInstance {
    const statement = super.prepare(sql);
    for (const name of ['get', 'all', 'run'] as const) {
      const call = (statement[name] as Call).bind(statement);
      Object.defineProperty(statement, name, {
        value: (...values: unknown[]) => timed(sql, () => call(...values)),
      });
    }
    return statement;
  }
}

/** To be called before the stores are opened for the first time: from then on their statements are timed. */
export function timeStatements(): void {
  const loaded = require.cache[require.resolve('@photostructure/sqlite')]!;
  loaded.exports = { ...(loaded.exports as object), DatabaseSync: TimedDatabase };
}

/** The slowest statement since the last call, and its time in milliseconds. */
export function takeSlowest(): { readonly sql: string; readonly ms: number } {
  const [sql, ms] = [...longest].sort(([, one], [, other]) => other - one)[0] ?? ['none', 0];
  longest.clear();
  return { sql: sql.replace(/\s+/g, ' '), ms };
}

function timed<Result>(sql: string, work: () => Result): Result {
  const watch = new Stopwatch();
  try {
    return work();
  } finally {
    longest.set(sql, Math.max(longest.get(sql) ?? 0, watch.ms()));
  }
}
