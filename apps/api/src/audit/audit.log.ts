import { mkdirSync, readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Clock } from '@app/core';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { ulid } from 'ulid';
import { errorFacts } from '../observability/error-facts.js';
import { type AuditedEvent, BEGINNING, readRecord, recordOf } from './audit.record.js';

/** Only its owner reads and writes it. */
const MODE = 0o600;

/** Administration as an append-only file of JSON lines. */
@Injectable()
export class AuditLog implements OnApplicationShutdown {
  private file?: Promise<FileHandle>;
  private last?: string;
  private writing: Promise<void> = Promise.resolve();

  /** @param path absent = nothing is written. */
  constructor(
    private readonly path: string | undefined,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  /**
   * Resolves to the record's id when it is on disk. What was done is done: a log that can't be written is told to the operator
   * and does not undo it.
   */
  record(event: AuditedEvent): Promise<string> {
    const id = ulid(this.clock.now());
    const { path } = this;
    if (path === undefined) return Promise.resolve(id);
    const written = this.writing.then(() => this.append(event, id, path));
    this.writing = written.catch((error: unknown) => this.fail(error));
    return this.writing.then(() => id);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.writing;
    await (await this.file)?.close();
  }

  private async append(event: AuditedEvent, id: string, path: string): Promise<void> {
    const file = await (this.file ??= this.open(path));
    const at = new Date(this.clock.now()).toISOString();
    const record = recordOf(event, { id, at, previous: this.last! });
    await file.appendFile(`${JSON.stringify(record)}\n`);
    await file.datasync();
    this.last = record.hash;
  }

  /** Goes on from the last record; what a crash left of one is followed by a new line, and found by whoever verifies. */
  private async open(path: string): Promise<FileHandle> {
    mkdirSync(dirname(path), { recursive: true });
    const file = await open(path, 'a+', MODE);
    const text = readFileSync(path, 'utf8');
    if (text !== '' && !text.endsWith('\n')) await file.appendFile('\n');
    this.last = lastHash(text);
    return file;
  }

  private fail(error: unknown): void {
    this.file = undefined;
    this.logger.error({ error: errorFacts(error) }, 'the audit log could not be written');
  }
}

function lastHash(text: string): string {
  const line = text.split('\n').findLast((one) => one !== '');
  return (line && readRecord(line)?.hash) ?? BEGINNING;
}
