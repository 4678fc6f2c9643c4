import { Logger } from 'nestjs-pino';

/** Contexts of the framework that log every module and route at start. */
const CHATTY: ReadonlySet<unknown> = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** The log of the service. The framework's forty lines of a start are debug lines, so that ours are easy to find. */
export class ServiceLogger extends Logger {
  override log(message: unknown, ...parts: unknown[]): void {
    if (CHATTY.has(parts.at(-1))) super.debug(message, ...parts);
    else super.log(message, ...parts);
  }
}
