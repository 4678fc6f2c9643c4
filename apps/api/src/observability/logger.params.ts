import cluster from 'node:cluster';
import type { Params } from 'nestjs-pino';
import {
  type DestinationStream,
  destination,
  type Logger,
  type LoggerOptions,
  pino,
  stdTimeFunctions,
} from 'pino';
import pretty from 'pino-pretty';
import type { Environment } from '../environment/environment.js';

/**
 * Lines are written in blocks, because one system call per line costs more than an answer from memory. pino allows less than 16
 * KiB.
 */
const BLOCK_BYTES = 16_000;
/** Lines wait no longer than this. The rest is written when the process ends. */
const MAX_WAIT_MS = 200;

type LogSettings = Pick<Environment, 'LOG_LEVEL' | 'NODE_ENV'>;

/**
 * One JSON line per event, or readable text on a developer's terminal. pino attaches nothing to requests: our hooks write their
 * lines.
 */
export function loggerParams(settings: LogSettings): Params {
  return { forRoutes: [], pinoHttp: [{ ...optionsOf(settings), autoLogging: false }, streamOf(settings)] };
}

/** The same logger for a process without a Nest application. */
export function bareLogger(settings: LogSettings): Logger {
  return pino(optionsOf(settings), streamOf(settings));
}

function optionsOf({ LOG_LEVEL }: LogSettings): LoggerOptions {
  return {
    level: LOG_LEVEL,
    // Workers share one stream, so their lines carry the process id.
    base: cluster.isWorker ? { pid: process.pid } : null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
}

function streamOf({ NODE_ENV }: LogSettings): DestinationStream {
  const isWatched = NODE_ENV === 'development' && process.stdout.isTTY;
  return isWatched
    ? pretty({ singleLine: true })
    : destination({ minLength: BLOCK_BYTES, periodicFlush: MAX_WAIT_MS, sync: false });
}
