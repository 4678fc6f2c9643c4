import { epochsHold, type Entry } from '@app/core';
import { LRUCache } from 'lru-cache';
import { atMost } from '../registry/at-most.js';
import type { PurgeFact, PurgeLog, PurgeMarks } from '../ports/purge-log.port.js';
import type { RegistryState } from '../ports/source-registry.port.js';
import { PurgeBook } from './purge-book.js';

/** How many tenants' purges are remembered, and how many purges are read at a time. */
const TENANTS = 10_000;
const PAGE = 1_000;

/** What this process knows of a tenant's purges. */
export interface KnownPurges {
  /** All up to this number are known. */
  readonly readTo: number;
  readonly facts: readonly PurgeFact[];
}

/** The purges that this process has read. A tenant's are read on when its newest number shows that there are more. */
export class PurgeBooks {
  private readonly books = new LRUCache<string, PurgeBook>(atMost(TENANTS));
  private readonly reading = new Map<string, Promise<void>>();

  constructor(private readonly log: PurgeLog) {}

  /** Costs a trip once per purge and process, and none for entries that are younger than the newest purge. */
  async isPurged(entry: Entry, marks: PurgeMarks): Promise<boolean> {
    if (entry.birth >= marks.seq) return false;
    const book = this.current(entry.tenant, marks) ?? (await this.readOn(entry.tenant, marks));
    return book.hasPurged(entry);
  }

  /** Whether any purge since its birth names the entry, those of a whole tenant or namespace included. */
  async isForgotten(entry: Entry, { epochs, purges }: RegistryState): Promise<boolean> {
    if (!epochsHold(entry.epochs, epochs) || entry.birth < purges.floor) return true;
    return entry.birth > purges.seq || this.isPurged(entry, purges);
  }

  /** Reads all purges up to the number that the registry has shown. */
  async readOn(tenant: string, marks: PurgeMarks): Promise<PurgeBook> {
    for (;;) {
      await (this.reading.get(tenant) ?? this.start(tenant, marks));
      const book = this.current(tenant, marks);
      if (book) return book;
    }
  }

  /** A purge of this process, before it is read. */
  note(tenant: string, fact: PurgeFact): void {
    const book = this.books.get(tenant) ?? new PurgeBook(0);
    book.add([fact], 0);
    this.books.set(tenant, book);
  }

  /** All purges of the tenant up to this number were read. */
  readTo(tenant: string): number {
    return this.books.get(tenant)?.readTo ?? 0;
  }

  /** What this process can give back to a registry that lost it. */
  known(tenant: string): KnownPurges {
    const book = this.books.get(tenant);
    return { readTo: book?.readTo ?? 0, facts: book?.facts ?? [] };
  }

  private current(tenant: string, { seq, revision }: PurgeMarks): PurgeBook | undefined {
    const book = this.books.get(tenant);
    return book && book.readTo >= seq && book.revision >= revision ? book : undefined;
  }

  private start(tenant: string, marks: PurgeMarks): Promise<void> {
    const reading = this.read(tenant, marks).finally(() => this.reading.delete(tenant));
    this.reading.set(tenant, reading);
    return reading;
  }

  /** A book of an older revision is read anew, and what only this process knows stays in it. */
  private async read(tenant: string, { seq, floor, revision }: PurgeMarks): Promise<void> {
    const old = this.books.get(tenant);
    const book = old && old.revision >= revision ? old : new PurgeBook(revision);
    if (old && old !== book) book.add(old.facts, 0);
    const last = await this.readPages(tenant, book, Math.max(book.readTo, floor));
    // The newest is missing: the list was lost, or a copy that lags has taken the place of the server that showed the number.
    if (seq > floor && last < seq) throw new Error('The purges of the registry end before its number.');
    book.add([], seq);
    // A purge of this process may have come meanwhile.
    const noted = this.books.get(tenant);
    if (noted && noted !== book) book.add(noted.facts, 0);
    book.dropBelow(floor);
    this.books.set(tenant, book);
  }

  /** @returns the number up to which was read. */
  private async readPages(tenant: string, book: PurgeBook, from: number): Promise<number> {
    const page = await this.log.after(tenant, from, PAGE);
    const last = page.at(-1)?.number ?? from;
    book.add(page, last);
    return page.length === PAGE ? this.readPages(tenant, book, last) : last;
  }
}
