import type { Params } from 'nestjs-pino';
import { stdTimeFunctions } from 'pino';
import pretty from 'pino-pretty';
import type { Environment } from '../environment/environment.js';

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
  return { forRoutes: [], pinoHttp: isWatched ? [options, pretty({ singleLine: true })] : options };
}
