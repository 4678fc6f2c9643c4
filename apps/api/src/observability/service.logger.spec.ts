import type { PinoLogger } from 'nestjs-pino';
import { ServiceLogger } from './service.logger.js';

describe('ServiceLogger', () => {
  const lines: unknown[] = [];
  const noting = (level: string) => (facts: object, message: string) => lines.push([level, facts, message]);
  const pino = Object.fromEntries(['debug', 'info', 'warn', 'error'].map((level) => [level, noting(level)]));
  const logger = new ServiceLogger(pino as unknown as PinoLogger, {});
  beforeEach(() => lines.splice(0));

  it.each(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication'])(
    'keeps what %s reports at a start for debugging',
    (context) => {
      logger.log('Mapped {/, GET} route', context);
      expect(lines).toEqual([['debug', { context }, 'Mapped {/, GET} route']]);
    },
  );

  it('writes what the service reports', () => {
    logger.log('listening on http://127.0.0.1:3000', 'RAGCache');
    expect(lines).toEqual([['info', { context: 'RAGCache' }, 'listening on http://127.0.0.1:3000']]);
  });

  it("writes the framework's warnings and errors as such", () => {
    logger.warn('a route twice', 'RouterExplorer');
    logger.error('no provider', 'InstanceLoader');
    expect(lines).toEqual([
      ['warn', { context: 'RouterExplorer' }, 'a route twice'],
      ['error', { context: 'InstanceLoader' }, 'no provider'],
    ]);
  });
});
