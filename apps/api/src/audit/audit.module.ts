import cluster from 'node:cluster';
import { Clock, Signals } from '@app/core';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Environment } from '../environment/environment.js';
import { ownSlot } from '../environment/worker.slot.js';
import { AuditLog } from './audit.log.js';
import { auditPath } from '../environment/paths/audit.paths.js';

/** Provides the audit log of this process. */
@Module({})
export class AuditModule {
  static register(environment: Environment): DynamicModule {
    const path = auditPath(environment, cluster.isWorker ? ownSlot() : undefined);
    const log = {
      provide: AuditLog,
      inject: [Clock, Signals],
      useFactory: (clock: Clock, signals: Signals) => new AuditLog(path, clock, signals),
    };
    return { module: AuditModule, providers: [log], exports: [AuditLog] };
  }
}
