import { join, parse } from 'node:path';
import type { Environment } from '../environment.js';

const OFF = 'off';

type AuditSettings = Pick<Environment, 'AUDIT_LOG' | 'DATA_DIR' | 'API_WORKERS'>;

/**
 * The file of this process's audit log; `undefined` = no log is written. A chain has one writer, so each worker has a file of its
 * own. A replacement of a worker continues that worker's file.
 * @param slot absent in a process that is no worker.
 */
export function auditPath({ AUDIT_LOG, DATA_DIR }: AuditSettings, slot?: string): string | undefined {
  if (AUDIT_LOG === OFF) return undefined;
  const path = AUDIT_LOG ?? join(DATA_DIR, 'audit.jsonl');
  if (slot === undefined) return path;
  const { dir, name, ext } = parse(path);
  return join(dir, `${name}-${slot}${ext}`);
}

/** The files of all workers. */
export function auditPaths(settings: AuditSettings): string[] {
  const { API_WORKERS } = settings;
  const slots = Array.from({ length: API_WORKERS }, (_, index) => String(index + 1));
  const paths = API_WORKERS > 1 ? slots.map((slot) => auditPath(settings, slot)) : [auditPath(settings)];
  return paths.filter((path) => path !== undefined);
}
