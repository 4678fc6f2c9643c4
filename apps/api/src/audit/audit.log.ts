import { FailOpen } from '@app/cache';
import type { Clock, Signals } from '@app/core';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ulid } from 'ulid';
import { AuditFile } from './audit.file.js';
import { type AuditedEvent, type AuditRecord, BEGINNING, readRecord, recordOf } from './audit.record.js';

type Waiting = readonly [event: AuditedEvent, facts: Pick<AuditRecord, 'id' | 'at'>];

/** The audit log: an append-only file of JSON lines. */
@Injectable()
export class AuditLog implements OnApplicationShutdown {
  private readonly failOpen: FailOpen;
  private readonly waiting: Waiting[] = [];
  private file?: AuditFile;
  private last = BEGINNING;
  private writing: Promise<void> = Promise.resolve();

  /** @param path absent = nothing is written. */
  constructor(
    private readonly path: string | undefined,
    private readonly clock: Clock,
    signals: Signals,
  ) {
    this.failOpen = new FailOpen('audit log', signals);
  }

  /**
   * Resolves to the id of the record when it is on disk. A log that can't be written is reported to the operator, and does not
   * undo the action.
   */
  async record(event: AuditedEvent): Promise<string> {
    const now = this.clock.now();
    const id = ulid(now);
    const { path } = this;
    if (path === undefined) return id;
    this.waiting.push([event, { id, at: new Date(now).toISOString() }]);
    this.writing = this.writing.then(() => this.write(path));
    await this.writing;
    return id;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.writing;
    await this.file?.close();
  }

  /** Writes all waiting records at once, so many refused attempts by one caller do not delay others by one disk write each. */
  private async write(path: string): Promise<void> {
    const waiting = this.waiting.splice(0);
    if (waiting.length > 0) await this.failOpen.run('write', () => this.append(waiting, path), undefined);
  }

  private async append(waiting: readonly Waiting[], path: string): Promise<void> {
    this.file ??= await this.open(path);
    let { last: previous } = this;
    const lines = waiting.map(([event, facts]) => {
      const record = recordOf(event, { ...facts, previous });
      previous = record.hash;
      return `${JSON.stringify(record)}\n`;
    });
    await this.file.append(lines.join('')).catch((error: unknown) => this.abandon(error));
    this.last = previous;
  }

  /** Opens the file and continues after its last record. */
  private async open(path: string): Promise<AuditFile> {
    const file = await AuditFile.open(path);
    this.last = readRecord(file.lastLine)?.hash ?? BEGINNING;
    return file;
  }

  /** Opening the file again shows how much of the text was written. */
  private async abandon(error: unknown): Promise<never> {
    const { file } = this;
    this.file = undefined;
    await file?.close().catch(() => undefined);
    throw error;
  }
}
