import { setImmediate as nextTurn } from 'node:timers/promises';
import { Slice } from '../slices.js';
import type { VectorMemory } from '../vectors/vector-memory.js';
import { toPoint, type GoneRow, type PointRow, type VectorStatements } from './sqlite.vector-statements.js';

/** Rows that one statement reads: a small part of a slice. */
const PAGE = 64;

/** Keeps the vectors in memory equal to the rows in the file, whichever process wrote them. */
export class SqliteVectorFollower {
  private lastRow = 0;
  private lastGone = 0;
  private dataVersion = -1;

  constructor(
    private readonly statements: VectorStatements,
    private readonly space: string,
    private readonly memory: VectorMemory,
  ) {}

  /** Reads everything, page by page. */
  async rebuild(): Promise<void> {
    this.memory.clear();
    this.lastRow = 0;
    this.lastGone = this.newestGone();
    this.dataVersion = this.currentDataVersion();
    await whilePages(() => this.readPage());
  }

  /** Catches up with what other processes committed; costs two microseconds when they did nothing. */
  async followOthers(): Promise<void> {
    const version = this.currentDataVersion();
    if (version === this.dataVersion) return;
    this.dataVersion = version;
    await this.follow();
  }

  /** Catches up with every commit; own ones do not change the data version. */
  async follow(): Promise<void> {
    if (this.isTooFarBehind()) return this.rebuild();
    await whilePages(() => this.readGone());
    await whilePages(() => this.readPage());
  }

  private readPage(): number {
    const rows = this.statements.after.all(this.space, this.lastRow, PAGE) as unknown as PointRow[];
    for (const row of rows) this.memory.put(toPoint(row));
    this.lastRow = rows.at(-1)?.row ?? this.lastRow;
    return rows.length;
  }

  private readGone(): number {
    const rows = this.statements.goneAfter.all(this.lastGone, PAGE) as unknown as GoneRow[];
    for (const { space, key, entry_id: entryId } of rows)
      if (space === this.space) this.memory.remove(key, entryId);
    this.lastGone = rows.at(-1)?.id ?? this.lastGone;
    return rows.length;
  }

  /** Deletes that were trimmed before they were read can't be followed any more. */
  private isTooFarBehind(): boolean {
    const newest = this.newestGone();
    if (newest <= this.lastGone) return false;
    const { id: first } = this.statements.firstGone.get() as { id: number | null };
    return first === null || first > this.lastGone + 1;
  }

  private newestGone(): number {
    return (this.statements.lastGone.get() as { id: number } | undefined)?.id ?? 0;
  }

  private currentDataVersion(): number {
    return (this.statements.dataVersion.get() as { data_version: number }).data_version;
  }
}

/** Reads page after page until one is not full; other work has its turn in between. @param read says how many rows it read. */
async function whilePages(read: () => number): Promise<void> {
  let slice = new Slice();
  while (read() === PAGE) {
    if (!slice.isOver) continue;
    await nextTurn();
    slice = new Slice();
  }
}
