import { Logger } from 'nestjs-pino';

/** Parts of the framework that report every module and route when they start. */
const CHATTY: ReadonlySet<unknown> = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** The log of the service: the framework's forty lines of a start are for debugging, so that ours can be found among them. */
export class ServiceLogger extends Logger {
  override log(message: unknown, ...parts: unknown[]): void {
    if (CHATTY.has(parts.at(-1))) super.debug(message, ...parts);
    else super.log(message, ...parts);
  }
}
