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

/** Lines are handed to the system in blocks: one call per line costs more than answering from memory. pino takes less than 16 KiB. */
const BLOCK_BYTES = 16_000;
/** A quiet service's lines wait no longer than this. The rest is written when the process ends. */
const LONGEST_WAIT_MS = 200;

type LogSettings = Pick<Environment, 'LOG_LEVEL' | 'NODE_ENV'>;

/** One JSON line per event; readable text on a developer's terminal. Nothing hangs on requests: hooks write their lines. */
export function loggerParams(settings: LogSettings): Params {
  return { forRoutes: [], pinoHttp: [{ ...optionsOf(settings), autoLogging: false }, streamOf(settings)] };
}

/** The same lines for a process that has no application. */
export function bareLogger(settings: LogSettings): Logger {
  return pino(optionsOf(settings), streamOf(settings));
}

function optionsOf({ LOG_LEVEL }: LogSettings): LoggerOptions {
  return {
    level: LOG_LEVEL,
    // Workers write to one stream: their lines say whose they are.
    base: cluster.isWorker ? { pid: process.pid } : null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
}

function streamOf({ NODE_ENV }: LogSettings): DestinationStream {
  const isWatched = NODE_ENV === 'development' && process.stdout.isTTY;
  return isWatched
    ? pretty({ singleLine: true })
    : destination({ minLength: BLOCK_BYTES, periodicFlush: LONGEST_WAIT_MS, sync: false });
}
