import { basename, resolve } from 'node:path';
import { keyStoreOf } from '@app/access';
import { statsStoreOf } from '@app/cache';
import { auditPaths } from './audit.paths.js';
import type { Environment } from '../environment.js';
import type { ConfiguredPath } from './configured-path.js';

const FILES_TO_READ = ['MODELS_FILE', 'UPSTREAMS_FILE', 'CACHE_RULES_FILE'] as const;

/** Every path that is used with this environment. */
export function configuredPathsOf(environment: Environment): ConfiguredPath[] {
  const stores = [...cacheFiles(environment), ...keyFiles(environment)];
  const audit = environment.AUDIT_LOG === undefined ? auditPaths(environment) : [];
  return [...dataFolder(environment, stores, audit), ...auditLogs(environment), ...toRead(environment)];
}

/** The path that the stored keys need. */
export function keyPathsOf(environment: Environment): ConfiguredPath[] {
  return dataFolder(environment, keyFiles(environment), []);
}

function dataFolder(
  environment: Environment,
  stores: readonly string[],
  audit: readonly string[],
): ConfiguredPath[] {
  const files = [...stores.flatMap(withJournal), ...audit.map((path) => basename(path))];
  if (files.length === 0) return [];
  const wayOut = stores.length > 0 ? '' : ', or set AUDIT_LOG=off: it is for the audit log';
  const remedy = `Name a folder that this process may write to, on a disk with room${wayOut}.`;
  return [
    { setting: 'DATA_DIR', path: resolve(environment.DATA_DIR), kind: 'folder-to-write', files, remedy },
  ];
}

function withJournal(file: string): string[] {
  return [file, `${file}-wal`, `${file}-shm`];
}

function cacheFiles(environment: Environment): string[] {
  const { ENTRY_STORE, VECTOR_INDEX, SOURCE_REGISTRY } = environment;
  const stores: string[] = [ENTRY_STORE, VECTOR_INDEX, SOURCE_REGISTRY, statsStoreOf(environment)];
  return stores.includes('sqlite') ? ['ragcache.db'] : [];
}

function keyFiles(environment: Environment): string[] {
  return keyStoreOf(environment) === 'sqlite' ? ['keys.sqlite'] : [];
}

function auditLogs(environment: Environment): ConfiguredPath[] {
  if (environment.AUDIT_LOG === undefined) return [];
  const remedy = 'Name a file that this process may write, or set AUDIT_LOG=off.';
  const paths = auditPaths(environment);
  return paths.map((path) => ({ setting: 'AUDIT_LOG', path: resolve(path), kind: 'file-to-write', remedy }));
}

function toRead(environment: Environment): ConfiguredPath[] {
  const { POLICY_DATA_DIR, EMBEDDING_MODEL_PATH, EMBEDDER } = environment;
  return [
    ...FILES_TO_READ.flatMap((setting) => file(setting, environment[setting])),
    ...folder('POLICY_DATA_DIR', POLICY_DATA_DIR),
    ...folder('EMBEDDING_MODEL_PATH', EMBEDDER === 'transformers' ? EMBEDDING_MODEL_PATH : undefined),
  ];
}

function file(setting: string, path: string | undefined): ConfiguredPath[] {
  const remedy = 'Name a file that this process may read, or unset it.';
  return path === undefined ? [] : [{ setting, path: resolve(path), kind: 'file-to-read', remedy }];
}

function folder(setting: string, path: string | undefined): ConfiguredPath[] {
  const remedy = 'Name a folder that this process may read, or unset it.';
  return path === undefined ? [] : [{ setting, path: resolve(path), kind: 'folder-to-read', remedy }];
}
