import type { Params } from 'nestjs-pino';
import { destination, stdTimeFunctions } from 'pino';
import pretty from 'pino-pretty';
import type { Environment } from '../environment/environment.js';

/** Lines are handed to the system in blocks: one call per line costs more than answering from memory. */
const BLOCK_BYTES = 4_096;
/** A quiet service's lines wait no longer than this. The rest is written when the process ends. */
const LONGEST_WAIT_MS = 200;

type LogSettings = Pick<Environment, 'LOG_LEVEL' | 'NODE_ENV'>;

/** One JSON line per event; readable text on a developer's terminal. Nothing hangs on requests: hooks write their lines. */
export function loggerParams(settings: LogSettings): Params {
  const options = {
    level: settings.LOG_LEVEL,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
    autoLogging: false,
  };
  const isWatched = settings.NODE_ENV === 'development' && process.stdout.isTTY;
  const stream = isWatched
    ? pretty({ singleLine: true })
    : destination({ minLength: BLOCK_BYTES, periodicFlush: LONGEST_WAIT_MS, sync: false });
  return { forRoutes: [], pinoHttp: [options, stream] };
}
