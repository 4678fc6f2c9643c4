import { Registry } from 'prom-client';
import { DeferredCounter } from './deferred.counter.js';

describe('DeferredCounter', () => {
  const registry = new Registry();
  const counter = new DeferredCounter(
    { name: 'asked_total', help: 'x', labelNames: ['route', 'status'] },
    registry,
  );

  it('is a counter of prom-client to whoever scrapes, as often as it is scraped', async () => {
    counter.add(['/a', 200]);
    counter.add(['/a', 200]);
    counter.add(['/b', 404], 0.5);
    for (let scrape = 0; scrape < 2; scrape++)
      expect(await registry.metrics()).toBe(
        '# HELP asked_total x\n# TYPE asked_total counter\n' +
          'asked_total{route="/a",status="200"} 2\nasked_total{route="/b",status="404"} 0.5\n',
      );
    counter.add(['/a', 200], 3);
    expect(await registry.metrics()).toContain('asked_total{route="/a",status="200"} 5\n');
  });

  it('reports to other processes as well', async () => {
    const [report] = await registry.getMetricsAsJSON();
    expect(report).toMatchObject({
      ...{ name: 'asked_total', type: 'counter', aggregator: 'sum' },
      values: [
        { value: 5, labels: { route: '/a', status: '200' } },
        { value: 0.5, labels: { route: '/b', status: '404' } },
      ],
    });
  });
});
