import cluster from 'node:cluster';
import { join, parse } from 'node:path';
import { Clock, Signals } from '@app/core';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Environment } from '../environment/environment.js';
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

/** Each worker has a file of its own: a chain has one writer. */
function ownPath(path: string): string {
  const { worker } = cluster;
  if (!worker) return path;
  const { dir, name, ext } = parse(path);
  return join(dir, `${name}-${worker.id}${ext}`);
}
