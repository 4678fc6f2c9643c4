import { Registry } from 'prom-client';
import { ACME, testApp } from '../../apps/api/testing/test-app.js';

export interface KnownMetric {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
}

/** What prom-client knows of a metric besides what its types tell. */
interface Registered {
  readonly name: string;
  readonly labelNames?: readonly string[];
}

/** Every metric that a scrape of the running application shows, by its name there. */
export async function knownMetrics(): Promise<ReadonlyMap<string, KnownMetric>> {
  const { app } = await testApp();
  try {
    const headers = { authorization: `Bearer ${ACME}` };
    const { body } = await app.inject({ method: 'GET', url: '/metrics', headers });
    const registered = app.get(Registry).getMetricsAsArray() as unknown as readonly Registered[];
    const labels = new Map(registered.map(({ name, labelNames = [] }) => [name, labelNames]));
    const shown = [...body.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
    return new Map(
      shown.map(([, name, type]) => [name!, { name: name!, type: type!, labels: labels.get(name!) ?? [] }]),
    );
  } finally {
    await app.close();
  }
}
