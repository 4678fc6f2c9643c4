import cluster from 'node:cluster';
import { join, parse } from 'node:path';
import { Clock, Signals } from '@app/core';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Environment } from '../environment/environment.js';
import { ownSlot } from '../workers/worker.slot.js';
import { AuditLog } from './audit.log.js';

const OFF = 'off';

/** Where administration is written down. */
@Module({})
export class AuditModule {
  static register({ AUDIT_LOG, DATA_DIR }: Environment): DynamicModule {
    const path = AUDIT_LOG === OFF ? undefined : ownPath(AUDIT_LOG ?? join(DATA_DIR, 'audit.jsonl'));
    const log = {
      provide: AuditLog,
      inject: [Clock, Signals],
      useFactory: (clock: Clock, signals: Signals) => new AuditLog(path, clock, signals),
    };
    return { module: AuditModule, providers: [log], exports: [AuditLog] };
  }
}

/** Each worker has a file of its own, a chain has one writer; who takes its place goes on with that file. */
function ownPath(path: string): string {
  if (!cluster.isWorker) return path;
  const { dir, name, ext } = parse(path);
  return join(dir, `${name}-${ownSlot()}${ext}`);
}
