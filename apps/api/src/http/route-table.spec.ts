import { fastify } from 'fastify';
import { RouteTable } from './route-table.js';

describe('RouteTable', () => {
  const routes = new RouteTable();
  beforeAll(() => {
    const instance = fastify({ exposeHeadRoutes: false });
    routes.listen(instance);
    instance.get('/health', () => '');
    instance.get('/entries/:id', () => '');
    instance.delete('/entries/:id', () => '');
  });

  it.each([
    ['/health', ['GET']],
    ['/health?full=1', ['GET']],
    ['/entries/x', ['DELETE', 'GET']],
    ['/entries/', []],
    ['/entries/x/y', []],
    ['/Health', []],
    ['/', []],
  ])('knows the methods of %s', (url, methods) => {
    expect(routes.methodsOf(url)).toEqual(methods);
  });

  it('lists all routes', () => {
    expect(routes.all()).toEqual(['DELETE /entries/:id', 'GET /entries/:id', 'GET /health']);
  });
});
